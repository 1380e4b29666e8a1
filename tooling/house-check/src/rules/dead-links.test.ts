import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { deadLinks } from "./dead-links.ts";

it("fires on a link and on an @see to a file that is not there", () => {
  const house = houseOf({
    "docs/guide.md": "[errors](./errors.md#codes)",
    "packages/acme/src/quirks/read-usage.ts": "/**\n * @see ../../test/wire/gone.sse (recorded)\n */",
  });
  expect(deadLinks.check(house).map(({ message }) => message)).toEqual([
    "leads nowhere: ./errors.md",
    "leads nowhere: ../../test/wire/gone.sse",
  ]);
});

it("takes files, folders, anchors and URLs", () => {
  const house = houseOf({
    "README.md": "[docs](docs/) [guide](docs/guide.md#start) [here](#start) [site](https://example.com)",
    "docs/guide.md": "",
  });
  expect(deadLinks.check(house)).toEqual([]);
});
