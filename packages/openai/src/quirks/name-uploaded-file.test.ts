import { expect, it } from "vitest";
import { writeMultipart } from "./name-uploaded-file.js";

const file = { name: "a.pdf", mediaType: "application/pdf", bytes: new Uint8Array([0, 13, 10, 255]) };

it("openai-python#2472: the part has a file name and a type, and the bytes as they are", () => {
  const { body, contentType } = writeMultipart({ purpose: "user_data" }, file);
  const text = new TextDecoder("latin1").decode(body);
  expect(text).toContain('name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n\0\r\n\xff\r\n--');
  expect(text.endsWith(`--${contentType.split("boundary=")[1]}--\r\n`)).toBe(true);
});

it("a name cannot end its header; two bodies have two boundaries", () => {
  expect(new TextDecoder().decode(writeMultipart({}, { ...file, name: 'a"\r\nb' }).body)).toContain(
    'filename="a%22%0D%0Ab"',
  );
  expect(writeMultipart({}, file).contentType).not.toBe(writeMultipart({}, file).contentType);
});
