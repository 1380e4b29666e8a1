import type { Rule } from "../house.ts";
import { packagesOf } from "../packages.ts";

const sections = ["What works", "Quirks", "What we refuse", "Settings", "Last verified"];

export const providerReadme: Rule = {
  name: "provider-readme",
  why: "every provider page answers the same questions in the same order: install, example, what works, quirks, refusals, settings, last verified",
  check(house) {
    return packagesOf(house)
      .filter(({ kind, name }) => kind === "provider" && house.paths.includes(`packages/${name}/README.md`))
      .flatMap(({ name }) => {
        const path = `packages/${name}/README.md`;
        const text = house.text(path);
        const headings = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]?.trim() ?? "");
        const missing = sections
          .filter((section) => !headings.includes(section))
          .map((section) => `has no section "${section}"`);
        const found = headings.filter((heading) => sections.includes(heading));
        const sorted = found.toSorted((a, b) => sections.indexOf(a) - sections.indexOf(b));
        if (found.join() !== sorted.join()) missing.push(`has its sections in another order: ${found.join(", ")}`);
        if (!text.includes(`npm install @dialect/${name}`))
          missing.push(`has no install line "npm install @dialect/${name}"`);
        if (!/```ts\n/.test(text)) missing.push("has no example in a ts block");
        if (!/\b20\d\d-\d\d-\d\d\b/.test(text.split("## Last verified")[1] ?? ""))
          missing.push("does not date its last verification");
        return missing.map((message) => ({ path, message }));
      });
  },
};
