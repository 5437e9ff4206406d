#!/usr/bin/env bash
# Checks a certificate of Duheng with nothing of Duheng: bash, coreutils (sha256sum, base64), openssl and, for PDF files, poppler.
#   verify.sh CERTIFICATE.pdf|CERTIFICATE.xml PROOF.txt POLICY.txt
# PROOF.txt: https://<server>/c/<short code>/proof   POLICY.txt: https://<server>/log/policy, best kept from an earlier day or from paper.
# Exit 0: genuine and in force; 1: refused, with the reason; 2: something cannot be read.
set -u -o pipefail
LC_ALL=C
[ $# -eq 3 ] || { echo "usage: verify.sh CERTIFICATE PROOF.txt POLICY.txt" >&2; exit 2; }
file=$1 proof=$2 policy=$3
for f in "$file" "$proof" "$policy"; do [ -r "$f" ] || { echo "cannot read $f" >&2; exit 2; }; done
for tool in sha256sum base64 openssl od awk; do command -v "$tool" >/dev/null || { echo "needs $tool" >&2; exit 2; }; done
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
refuse() { echo "REFUSED: $*"; exit 1; }
unreadable() { echo "UNREADABLE: $*" >&2; exit 2; }
step=0
passed() { step=$((step + 1)); echo "$step. $*"; }
hexof() { od -An -v -tx1 "$1" | tr -d ' \n'; }
unhex() { printf "$(printf '%s' "$1" | sed 's/../\\x&/g')"; }
hashfile() { sha256sum "$1" | cut -c1-64; }
hashhex() { unhex "$1" | sha256sum | cut -c1-64; }
b64hex() { printf '%s' "$1" | base64 -d 2>/dev/null | od -An -v -tx1 | tr -d ' \n'; }
value() { sed -n "s/^$2 //p" "$1" | head -n 1; }

[ "$(head -n 1 "$proof")" = "duheng-proof/1" ] || unreadable "the proof file is not duheng-proof/1"
vkey=$(sed -n 's/^log \([^ ]*\).*/\1/p' "$policy" | head -n 1)
origin=${vkey%%+*}
key=${vkey#*+} key=${key#*+}
keyhex=$(b64hex "$key")
[ ${#keyhex} -eq 66 ] && [ "${keyhex:0:2}" = "01" ] || unreadable "the policy has no Ed25519 log key"
unhex "302a300506032b6570032100${keyhex:2}" > "$work/log.der"
openssl pkey -pubin -inform DER -in "$work/log.der" -out "$work/log.pem" 2>/dev/null || unreadable "the log key"

# --- 1 every leaf of the proof is in the log: RFC 6962 inclusion under a checkpoint that the log's key signed
split_leaf() { # line name
  printf '%s' "$1" | cut -d' ' -f2 | base64 -d > "$work/$2.leaf" 2>/dev/null || unreadable "a leaf"
  printf '%s' "$1" | cut -d' ' -f3 | base64 -d > "$work/$2.proof" 2>/dev/null || unreadable "a proof"
}
check_leaf() { # name; sets index and size
  local p="$work/$1.proof" text sig hashes root fn sn r h
  [ "$(head -n 1 "$p")" = "c2sp.org/tlog-proof@v1" ] || unreadable "the proof of $1"
  index=$(value "$p" index)
  awk '/^$/ && !n { n = 1; next } n' "$p" > "$work/$1.note"
  awk '/^$/ { exit } { print }' "$work/$1.note" > "$work/$1.text"
  [ "$(head -n 1 "$work/$1.text")" = "$origin" ] || refuse "$1: the checkpoint is of another log"
  size=$(sed -n 2p "$work/$1.text"); root=$(b64hex "$(sed -n 3p "$work/$1.text")")
  case "$index$size" in *[!0-9]*|'') unreadable "index or size of $1";; esac
  [ "$index" -lt "$size" ] || refuse "$1: outside the log"
  sig=$(b64hex "$(sed -n "s|^— $origin ||p" "$work/$1.note" | head -n 1)")
  [ ${#sig} -eq 136 ] || refuse "$1: the log did not sign the checkpoint"
  unhex "${sig:8}" > "$work/$1.sig"
  openssl pkeyutl -verify -pubin -inkey "$work/log.pem" -rawin -in "$work/$1.text" -sigfile "$work/$1.sig" >/dev/null 2>&1 || refuse "$1: the signature of the checkpoint does not hold"
  r=$({ printf '\0'; cat "$work/$1.leaf"; } | sha256sum | cut -c1-64)
  fn=$index sn=$((size - 1))
  hashes=$(awk '/^$/ { exit } f { print } /^index / { f = 1 }' "$p")
  for h in $hashes; do # RFC 9162, 2.1.3.2
    [ "$sn" -gt 0 ] || refuse "$1: the path is too long"
    h=$(b64hex "$h")
    if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq "$sn" ]; then
      r=$(hashhex "01$h$r")
      while [ $((fn % 2)) -eq 0 ] && [ "$fn" -ne 0 ]; do fn=$((fn / 2)); sn=$((sn / 2)); done
    else
      r=$(hashhex "01$r$h")
    fi
    fn=$((fn / 2)); sn=$((sn / 2))
  done
  [ "$sn" -eq 0 ] && [ "$r" = "$root" ] || refuse "$1: not in the log"
}
n=0
while IFS= read -r line; do
  case "$line" in
    "issue "*) split_leaf "$line" issue; check_leaf issue; echo "$index" > "$work/issue.index";;
    "key "*|"event "*) n=$((n + 1)); kind=${line%% *}; split_leaf "$line" "$kind$n"; check_leaf "$kind$n"; echo "$index" > "$work/$kind$n.index";;
  esac
done < "$proof"
[ -f "$work/issue.index" ] || unreadable "the proof names no issue"
passed "in the log $origin: entry $(cat "$work/issue.index") of $size, and $n more; logged, not witnessed unless the policy names witnesses"

# --- 2 stamps: the first leaf of the log is the root and admits itself; it admits and ends the others
core() { grep -v -e '^sm2 ' -e '^p256 ' "$1" > "$2"; }
verify_leaf() { # leaf file, folder of the keys
  core "$1" "$work/core"
  value "$1" p256 | base64 -d > "$work/p256.sig"; value "$1" sm2 | base64 -d > "$work/sm2.sig"
  openssl dgst -sha256 -verify "$2/p256.pem" -signature "$work/p256.sig" "$work/core" >/dev/null 2>&1 || return 1
  openssl pkeyutl -verify -pubin -inkey "$2/sm2.pem" -rawin -in "$work/core" -digest sm3 -sigfile "$work/sm2.sig" -pkeyopt distid:1234567812345678 >/dev/null 2>&1
}
save_keys() { # leaf file, folder
  mkdir -p "$2"
  value "$1" p256-key | base64 -d | openssl pkey -pubin -inform DER -out "$2/p256.pem" 2>/dev/null || unreadable "a P-256 key"
  value "$1" sm2-key | base64 -d | openssl pkey -pubin -inform DER -out "$2/sm2.pem" 2>/dev/null || unreadable "an SM2 key"
  [ "$({ value "$1" p256-key | base64 -d; value "$1" sm2-key | base64 -d; } | sha256sum | cut -c1-64)" = "$(value "$1" key)" ] || refuse "a key's name is not that of the keys"
}
root=
for i in "$work"/key*.index; do [ "$(cat "$i" 2>/dev/null)" = 0 ] && root=${i%.index}; done
[ -n "$root" ] && [ "$(value "$root.leaf" op)" = key-add ] && [ "$(value "$root.leaf" role)" = root ] || refuse "the log's first leaf is no root"
rootkey=$(value "$root.leaf" key)
[ "$(value "$root.leaf" stamp)" = "$rootkey" ] || refuse "the root does not admit itself"
save_keys "$root.leaf" "$work/stamp-$rootkey"
verify_leaf "$root.leaf" "$work/stamp-$rootkey" || refuse "the root's signature does not hold"
echo -1 > "$work/stamp-$rootkey/from"
for i in "$work"/key*.index; do
  l=${i%.index}; [ "$l" = "$root" ] && continue
  [ "$(value "$l.leaf" stamp)" = "$rootkey" ] && verify_leaf "$l.leaf" "$work/stamp-$rootkey" || refuse "a key was not admitted or ended by the root"
  k=$(value "$l.leaf" key)
  case "$(value "$l.leaf" op)" in
    key-add) save_keys "$l.leaf" "$work/stamp-$k"; cat "$i" > "$work/stamp-$k/from";;
    key-retire) mkdir -p "$work/stamp-$k"; cat "$i" >> "$work/stamp-$k/until";;
    key-compromise) mkdir -p "$work/stamp-$k"; value "$l.leaf" since >> "$work/stamp-$k/until";;
    *) refuse "a leaf about something else than a key";;
  esac
done
signed_in_time() { # leaf, index, what
  local k; k=$(value "$1" stamp)
  [ -f "$work/stamp-$k/from" ] || refuse "$3: the stamp was never admitted"
  [ "$2" -gt "$(cat "$work/stamp-$k/from")" ] || refuse "$3: signed before the stamp was admitted"
  if [ -f "$work/stamp-$k/until" ]; then for u in $(cat "$work/stamp-$k/until"); do [ "$2" -lt "$u" ] || refuse "$3: signed after the stamp was ended"; done; fi
  verify_leaf "$1" "$work/stamp-$k" || refuse "$3: a signature does not hold"
}
[ "$(value "$work/issue.leaf" op)" = issue ] || refuse "the proof is not of an issue"
signed_in_time "$work/issue.leaf" "$(cat "$work/issue.index")" issue
passed "signed with P-256 and SM2 by a stamp that counted at that place"

# --- 3 the file is the one that was logged, and the claims are those that were logged
sum=$(hashfile "$file")
if [ "$(head -c 5 "$file")" = "%PDF-" ]; then
  [ "$sum" = "$(value "$work/issue.leaf" pdf-sha256)" ] || refuse "the file is not, byte for byte, the one that was logged: altered or another certificate"
  [ "$(openssl dgst -sm3 -r "$file" | cut -c1-64)" = "$(value "$work/issue.leaf" pdf-sm3)" ] || refuse "the SM3 of the file is not the logged one"
  if command -v pdfdetach >/dev/null; then
    pdfdetach -save 1 -o "$work/attached.xml" "$file" >/dev/null 2>&1 || refuse "no attachment in the file"
    [ "$(hashfile "$work/attached.xml")" = "$(value "$work/issue.leaf" xml-sha256)" ] || refuse "the attached XML is not the logged one"
  fi
  if command -v pdfsig >/dev/null; then pdfsig -nocert "$file" 2>/dev/null | grep -q 'Signature is Valid' || refuse "the seal in the PDF does not hold"; fi
else
  [ "$sum" = "$(value "$work/issue.leaf" xml-sha256)" ] || refuse "the file is not, byte for byte, the one that was logged: altered or another certificate"
fi
passed "the file is byte for byte the one that was logged"
value "$proof" claims | base64 -d > "$work/claims" 2>/dev/null || unreadable "the claims"
[ "$(hashfile "$work/claims")" = "$(value "$work/issue.leaf" claims-sha256)" ] || refuse "the claims are not those that were logged"
passed "claims: $(cat "$work/claims")"

# --- 4 what happened later
no=$(value "$work/issue.leaf" no)
for i in "$work"/event*.index; do
  [ -f "$i" ] || continue
  l=${i%.index}.leaf
  [ "$(value "$l" no)" = "$no" ] || refuse "an event is about another certificate"
  signed_in_time "$l" "$(cat "$i")" event
  case "$(value "$l" op)" in
    revoke) refuse "revoked on $(value "$l" time): $(value "$l" reason)";;
    supersede) refuse "superseded on $(value "$l" time) by $(value "$l" by)";;
  esac
done
until=$(sed -n 's/.*"validUntil":"\([0-9-]*\)".*/\1/p' "$work/claims")
if [ -n "$until" ]; then
  today=${VERIFY_TODAY:-$(TZ=Asia/Shanghai date +%F)}
  [[ "$until" < "$today" ]] && refuse "past its validity ($until)"
fi
[ "$(value "$work/issue.leaf" demo)" = yes ] && echo "DEMO: no legal force"
passed "neither revoked nor superseded as of $(value "$proof" at); ask the server again for a newer proof"
echo "GENUINE: compare the number on the instrument as well"
