#!/bin/sh
# Draws the demonstration catalog's pictures again: pictures.txt -> pictures/{slug}-{160,480}.webp
# The results are committed, so only someone who changes pictures.txt needs this (and Node.js).
set -eu
cd "$(dirname "$0")"

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
npm install --silent --no-audit --no-fund --prefix "$tools" @iconify-json/fluent-emoji@1.2.7 sharp@0.35.5

rm -f pictures/*.webp
TOOLS="$tools/" node pictures.mjs
du -sh pictures
