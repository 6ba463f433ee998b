#!/bin/sh
# Opens a report in Chromium, saves screenshots at desktop and phone width, light and dark, and prints it as PDF.
# Fails if the page writes anything to the console, which includes errors, refused requests and failed assertions.
#
#   report-screenshots.sh REPORT.html OUTPUT_FOLDER
set -eu

if [ $# -ne 2 ] || [ ! -f "$1" ]; then
    echo "usage: report-screenshots.sh REPORT.html OUTPUT_FOLDER" >&2
    exit 2
fi
page=$(realpath "$1")
mkdir -p "$2"
output=$(realpath "$2")
height=${HEIGHT:-12000}

browser=""
for name in chromium chromium-browser google-chrome; do
    if [ -z "$browser" ] && command -v "$name" > /dev/null; then
        browser=$name
    fi
done
if [ -z "$browser" ]; then
    echo "no Chromium on the PATH: install one" >&2
    exit 4
fi

profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
failed=0

# open NAME FLAGS...: runs the browser once on the page and looks through what the page wrote to the console.
open() {
    shot=$1
    shift
    "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$profile" --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync --disable-extensions \
        --hide-scrollbars --virtual-time-budget=4000 --enable-logging=stderr --log-level=0 \
        "$@" "file://$page" 2> "$profile/log" || { echo "$shot: the browser failed" >&2; cat "$profile/log" >&2; failed=1; }
    if grep ':CONSOLE' "$profile/log" >&2; then
        echo "$shot: the page wrote to the console" >&2
        failed=1
    fi
}

for width in 1440 400; do
    # Headless windows are never narrower than 500 pixels; a device of that width is.
    for scheme in light dark; do
        flags=""
        if [ "$scheme" = dark ]; then
            flags="--blink-settings=preferredColorScheme=0"
        fi
        # shellcheck disable=SC2086 # no flag is no argument
        open "$width-$scheme" $flags --window-size="$width,$height" --screenshot="$output/$width-$scheme.png"
    done
done
open print --no-pdf-header-footer --print-to-pdf="$output/print.pdf"
exit $failed
