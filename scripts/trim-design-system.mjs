// Trims the neutral dkfds sheet and copies the pictures that it and own/helhed.css refer to.
//   node scripts/trim-design-system.mjs node_modules/dkfds/dist crates/web/assets/vendor
//
// Taken out, and why:
//   @font-face       lists EOT and WOFF before WOFF2, so browsers fetch the bulky files; own/helhed.css declares four Latin faces
//   .icon-NAME       150 rules that draw an icon as a background picture; pages use <svg><use> with img/icons.svg, which follows the text colour
//   placeholder logo a picture of a logo that is not ours
//   source map       not shipped
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const [from, to] = process.argv.slice(2);
const shipped = readFileSync(join(from, "css/dkfds.min.css"), "utf8");

const css = shipped
  .replace(/@font-face\s*\{[^}]*\}/g, "")
  .replace(/(?<=^|[{}])\.icon-[a-z-]+:not\(a\)[^{}]*\{[^{}]*url\([^{}]*\}/g, "")
  .replace(/background(-image)?:[^;{}]*url\(\.\.\/img\/logo[^;{}]*;?/g, "")
  .replace(/\/\*# sourceMappingURL=[^*]*\*\//g, "");

if (/@font-face|logo-|sourceMappingURL/.test(css) || css.length > shipped.length) {
  throw new Error("the shipped sheet has changed shape: see what this script takes out");
}
// A sheet that lost more than the rules above is broken, so braces must still pair up.
if (css.split("{").length !== css.split("}").length) {
  throw new Error("trimming left unbalanced braces");
}

mkdirSync(join(to, "img/svg-icons"), { recursive: true });
const own = readFileSync(join(to, "../own/helhed.css"), "utf8").match(/svg-icons\/[a-z0-9-]+\.svg/g);
const pictures = new Set([
  ...[...css.matchAll(/url\(([^)]*)\)/g)].map((found) => found[1]),
  ...own.map((picture) => `../img/${picture}`),
]);
for (const picture of pictures) {
  const source = join(from, "css", picture);
  if (!/^\.\.\/img\/svg-icons\/[a-z0-9-]+\.svg$/.test(picture) || !existsSync(source)) {
    throw new Error(`a sheet refers to ${picture}, which this script does not expect`);
  }
  copyFileSync(source, join(to, "img/svg-icons", basename(picture)));
}
writeFileSync(join(to, "css/dkfds.min.css"), css);
console.log(`assets: dkfds sheet ${shipped.length} -> ${css.length} bytes, ${pictures.size} pictures`);
