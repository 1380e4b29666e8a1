import type { Rule } from "../house.ts";

const code = "packages/core/src/error-codes.ts";
const page = "docs/errors.md";

export const errorDocs: Rule = {
  name: "error-docs",
  why: "a code is the contract: each has one heading in docs/errors.md with meaning, typical cause and what to do",
  check(house) {
    if (!house.paths.includes(code)) return [];
    const list = /errorCodes\s*=\s*\[([\s\S]*?)\]\s*as const/.exec(house.text(code))?.[1] ?? "";
    const codes = [...list.matchAll(/"([a-z_]+)"/g)].map((match) => match[1] ?? "");
    const text = house.paths.includes(page) ? house.text(page) : "";
    const sections = text.split(/^#{2,4} `/m).slice(1);
    const headings = sections.map((section) => section.slice(0, section.indexOf("`")));
    const doubled = headings.filter((heading, index) => headings.indexOf(heading) !== index);
    const thin = sections.filter(
      (section) => !/\bMeaning\b[\s\S]*\bTypical cause\b[\s\S]*\bWhat to do\b/.test(section),
    );
    return [
      ...codes
        .filter((one) => !headings.includes(one))
        .map((one) => ({ path: page, message: `has no heading for ${one}` })),
      ...headings
        .filter((one) => !codes.includes(one))
        .map((one) => ({ path: page, message: `explains ${one}, which is no code` })),
      ...doubled.map((one) => ({ path: page, message: `explains ${one} twice` })),
      ...thin.map((one) => ({
        path: page,
        message: `${one.split("`", 1)[0]} lacks meaning, typical cause or what to do`,
      })),
    ];
  },
};
