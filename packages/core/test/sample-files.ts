/** The smallest whole file of each kind that core looks into, with marks inside that only look like the end. */

const bytes = (...pieces: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    pieces.flatMap((piece) =>
      typeof piece === "string" ? Array.from(piece, (letter) => letter.charCodeAt(0)) : [...piece],
    ),
  );

const chunk = (type: string, data: readonly number[]): readonly number[] => [
  0,
  0,
  0,
  data.length,
  ...Array.from(type, (letter) => letter.charCodeAt(0)),
  ...data,
  0,
  0,
  0,
  0,
];

export type SampleType =
  | "image/png"
  | "image/jpeg"
  | "image/gif"
  | "image/webp"
  | "application/pdf"
  | "audio/wav"
  | "audio/mpeg"
  | "text/plain";

export const samples: Readonly<Record<SampleType, Uint8Array>> = {
  "image/png": bytes(
    "\x89PNG\r\n\x1a\n",
    chunk(
      "IHDR",
      Array.from({ length: 13 }, () => 1),
    ),
    chunk("tEXt", [...Buffer.from("IEND")]),
    chunk("IEND", []),
  ),
  // An EXIF thumbnail with an end of its own, a fill byte, stuffed and restart marks in the scan.
  "image/jpeg": bytes(
    [0xff, 0xd8],
    [0xff, 0xe1, 0, 8, 0xff, 0xd8, 0x31, 0x32, 0xff, 0xd9],
    [0xff],
    [0xff, 0xda, 0, 3, 1],
    [0x10, 0xff, 0, 0xff, 0xd0, 0x20],
    [0xff, 0xd9],
  ),
  "image/gif": bytes(
    "GIF89a",
    [1, 0, 1, 0, 0x80, 0, 0, 1, 1, 1, 2, 2, 2],
    [0x21, 0xf9, 4, 0x3b, 0x3b, 0x3b, 0x3b, 0],
    [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0],
    [2, 2, 0x3b, 0x01, 0],
    [0x3b],
  ),
  "image/webp": bytes("RIFF", [12, 0, 0, 0], "WEBPVP8L", [0, 0, 0, 0]),
  "application/pdf": bytes("%PDF-1.7\n", "1 0 obj <<>> endobj\n", "%%EOF\n"),
  "audio/wav": bytes("RIFF", [14, 0, 0, 0], "WAVEdata", [2, 0, 0, 0, 7, 7]),
  "audio/mpeg": bytes([0xff, 0xfb, 0x90, 0x64, 0, 0, 0, 0]),
  "text/plain": bytes("hello, %PDF- is how a PDF begins\n"),
};

export const base64Of = (file: Uint8Array): string => Buffer.from(file).toString("base64");
