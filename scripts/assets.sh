#!/usr/bin/env bash
# Copies what the pages need of the design system from node_modules into crates/web/assets/vendor.
# Run by `make assets` after `npm ci`. Nothing that it writes is committed.
set -euo pipefail
cd "$(dirname "$0")/.."

from=node_modules/dkfds/dist
to=crates/web/assets/vendor
if [ ! -d "$from" ]; then
  echo "assets: $from is missing; run 'npm ci' first (make assets does)" >&2
  exit 1
fi

fresh=$to.new
rm -rf "$fresh"
mkdir -p "$fresh/css" "$fresh/img" "$fresh/fonts" "$fresh/licenses"

# Four faces in the Latin subset (17 kB each): the complete ones the package's own sheet asks for weigh 79 kB each. The second
# subset holds the letters of Turkish, Polish and the like; a browser fetches it when a name on the page needs it.
for face in Regular-Latin1 Italic-Latin1 SemiBold-Latin1 Bold-Latin1 Regular-Latin2 SemiBold-Latin2 Bold-Latin2; do
  cp "$from/fonts/IBMPlexSans/split/woff2/IBMPlexSans-$face.woff2" "$fresh/fonts/"
done
cp "$from/fonts/IBMPlexSans/split/woff2/license.txt" "$fresh/licenses/ibm-plex-sans.OFL-1.1.txt"
cp "$from/LICENSE.md" "$fresh/licenses/dkfds.LICENSE.md"
cp "$from/img/all-svg-icons.svg" "$fresh/img/icons.svg"
node scripts/trim-design-system.mjs "$from" "$fresh"

rm -rf "$to"
mv "$fresh" "$to"
echo "assets: $(find "$to" -type f | wc -l) files, $(du -sk "$to" | cut -f1) kB in $to"
