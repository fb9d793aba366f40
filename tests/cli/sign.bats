# Electronic signatures, as the chairs and whoever checks them see them.

load council

setup_file() {
  "$BATS_TEST_DIRNAME/../support/pki.sh" "$BATS_FILE_TMPDIR/pki"
}

eval "common_$(declare -f setup)"

setup() {
  common_setup
  pki=$BATS_FILE_TMPDIR/pki
  ca=$pki/ca.pem
  export COUNCIL_NOW=2026-11-24T09:00:00Z
  jq '. + {meeting: [{id: "@m", body: "@council", ref: "2026", kind: "regular",
    state: "closed", host: "@bo", starts_at: "2026-10-07T18:00:00Z",
    ends_at: "2026-10-08T18:00:00Z", all_day: 1, time_zone: "Etc/GMT-6", city: "Борейск",
    form: "in-person", ordinal: 1, no_protocol: 1, created_at: "2026-10-08T18:00:00Z",
    changed_at: "2026-10-08T18:00:00Z"}]}' "$BATS_TEST_DIRNAME/../support/fictitious.json" >template.json
  done_well init --template ./template.json
  done_well protocol draft 2026
}

teardown() {
  [ -z "${server:-}" ] || kill "$server"
}

done_well() {
  council "$@"
  [ "$status" -eq 0 ] || { echo "$error"; false; }
}

agreed() {
  done_well protocol agree 2026 --as ar
  done_well protocol agree 2026 --as bo
}

sign_ar() { # FOR
  done_well protocol sign 2026 --for "$1" --by ar --key "$pki/ar.key" --cert "$pki/ar.pem"
}

sign_bo() { # FOR
  done_well protocol sign 2026 --for "$1" --by bo --p12 "$pki/bo.p12" --passphrase-file "$pki/passphrase"
}

render() { # FOR
  done_well protocol render 2026 --for "$1" --out "$1.pdf"
}

# What each signature of a file covers, as content-N, and its DER, as NAME.sigN.
take_apart() { # FILE
  pdfsig -dump "$1" >/dev/null || true # it is not content with an unsigned field
  python3 - "$1" <<'END'
import re, sys
data = open(sys.argv[1], 'rb').read()
for i, found in enumerate(re.finditer(rb'/ByteRange \[0 (\d+) (\d+) (\d+)', data)):
    gap, behind, rest = map(int, found.groups())
    open(f'content-{i}', 'wb').write(data[:gap] + data[behind:behind + rest])
END
}

verdict() { # FILE JQ-FILTER
  council protocol verify "$1" --trust "$ca" --json --lang en
  jq -c "$2" <<<"$output"
}

# Two valid, two trusted, and the one made last covers all.  The fields are in alternat order, the
# keeper first, whoever signed first.
pdfsig_agrees() { # FILE WHO-SIGNED-LAST
  [ -e nss ] || {
    mkdir nss
    certutil -N -d sql:nss --empty-password
    certutil -A -d sql:nss -n ca -t C,C,C -i "$ca"
  }
  pdfsig -nssdir sql:nss "$1" >pdfsig
  [ "$(grep -c 'Signature is Valid' pdfsig)" -eq 2 ]
  [ "$(grep -c 'Certificate is Trusted' pdfsig)" -eq 2 ]
  [ "$(grep -c 'ETSI.CAdES.detached' pdfsig)" -eq 2 ]
  [ "$(grep -c '^  - Total document signed' pdfsig)" -eq 1 ]
  [ "$(sed -n 's/.*Field Name: signature-//p' pdfsig | tr '\n' ' ')" = 'ar bo ' ]
  [ "$(grep -E 'Field Name|otal document' pdfsig | grep -B 1 '  - Total')" = \
    "$(printf '  - %s\n' "Signature Field Name: signature-$2" 'Total document signed')" ]
}

@test "two chairs sign in any order, and every judge agrees" {
  agreed
  sign_bo ar
  sign_ar ar
  [ "$(sqlite3 council.db 'SELECT state FROM protocol')" = issued ]
  render ar
  qpdf --check ar.pdf
  pdfsig_agrees ar.pdf ar
  take_apart ar.pdf
  for i in 0 1; do
    openssl cms -cmsout -print -inform DER -in ar.pdf.sig$i >cms 2>/dev/null
    grep -q id-smime-aa-signingCertificateV2 cms
    lacks grep -q signingTime cms
  done
  # the field's number is not the signature's: each DER fits one content
  for i in 0 1; do
    openssl cms -verify -cades -binary -inform DER -in ar.pdf.sig$i -content content-$((1 - i)) \
      -CAfile "$ca" -purpose any -attime 1795510800 -out /dev/null
  done
  [ "$(verdict ar.pdf '[.ok, .record, [.signatures[] | [.party, .integrity, .trusted, .covers_all]]]')" = \
    '[true,"same",[["bo",true,true,false],["ar",true,true,true]]]' ]
  pdftotext -layout ar.pdf - | grep -q 'Подписано электронной подписью'
  done_well check
}

@test "the signed original is an archive file still" {
  [ -e /usr/share/java/preflight.jar ] || [ -n "${COUNCIL_ALL_JUDGES-}" ] ||
    skip 'no Preflight (libpdfbox2-java)'
  jars=/usr/share/java
  agreed
  sign_ar ar
  sign_bo ar
  render ar
  pdfsig_agrees ar.pdf bo
  java -XX:TieredStopAtLevel=1 -cp "$jars/preflight.jar:$jars/pdfbox2.jar:$jars/fontbox2.jar:$jars/xmpbox.jar:$jars/commons-io.jar:$jars/commons-logging.jar:$jars/javax.activation.jar:$jars/jaxb-api.jar" \
    org.apache.pdfbox.preflight.Validator_A1b ar.pdf >preflight
  grep -q 'is a valid PDF/A-1b file' preflight
}

@test "with the last signature the meeting is closed" {
  agreed
  sign_ar ar
  sign_ar bo
  sign_bo ar
  done_well status --json
  [ "$(jq -c '[.unsigned[] | .for]' <<<"$output")" = '["bo"]' ]
  done_well protocol sign 2026 --for bo --by bo --p12 "$pki/bo.p12" \
    --passphrase-file "$pki/passphrase" --json
  [ "$(jq -c '[.state, .closed, .by]' <<<"$output")" = '["signed",true,"bo"]' ]
  [ "$(sqlite3 council.db 'SELECT state FROM meeting')" = closed ]
  council protocol sign 2026 --for bo --by bo --p12 "$pki/bo.p12" \
    --passphrase-file "$pki/passphrase" --lang en
  refused 4 'has signed the original kept by bo already'
  done_well check
}

@test "a file of the kind that old tokens' software writes signs as well" {
  openssl pkcs12 -in "$pki/old.p12" -info -noout -legacy -passin pass:секрет 2>&1 | grep -q RC2
  agreed
  done_well protocol sign 2026 --for bo --by bo --p12 "$pki/old.p12" \
    --passphrase-file "$pki/passphrase"
  render bo
  pdfsig bo.pdf >said || true # it is not content with an unsigned field
  grep -q 'Signature is Valid' said
}

@test "the verifier needs no council's file, and no file of the system's" {
  agreed
  sign_ar ar
  render ar
  mkdir elsewhere
  cp ar.pdf elsewhere
  cd elsewhere
  [ "$(verdict ar.pdf '[.ok, .record, .empty]')" = '[true,"unknown",["signature-bo"]]' ]
  council protocol verify ar.pdf --lang en
  [ "$status" -eq 1 ]
  [[ $output == *'NOT TRUSTED: no trusted authority'* ]]
  [ "$(tail -n 1 <<<"$output")" = 'NOT SOUND: do not rely on this file' ]
  council protocol verify ar.pdf --trust "$ca" --lang en
  [ "$status" -eq 0 ]
  [ "$(tail -n 1 <<<"$output")" = 'Sound: 1 of 2 signatures, all of them good' ]
  council protocol verify ar.pdf --trust "$pki/rogue.pem"
  [ "$status" -eq 1 ]
  council protocol verify ar.pdf --trust missing.pem --lang en
  refused 3 missing.pem
  council protocol verify ar.pdf --trust "$pki/ar.key" --lang en
  refused 6 'no certificate'
}

@test "the verdict is given in Russian as well, a line each" {
  agreed
  sign_ar ar
  render ar
  council protocol verify ar.pdf --trust "$ca"
  [ "$status" -eq 0 ]
  for line in 'Подпись 1 (ar): ' '  целостность: после подписания не изменено' \
    '  сертификат: доверенный, действителен на ' '  время: метки времени нет' \
    '  охват: весь файл' 'Ещё не подписано: ' 'Изменения: кроме подписей, ничего не добавлено' \
    'Запись: это текст протокола 2026, экземпляр стороны ar'; do
    grep -q "^$line" <<<"$output" || { echo "$line"; echo "$output"; false; }
  done
  [[ $(tail -n 1 <<<"$output") == 'Подтверждено: подписей 1 из 2'* ]]
  council protocol verify ar.pdf --trust "$pki/rogue.pem"
  [ "$status" -eq 1 ]
  grep -q '^  сертификат: НЕТ ДОВЕРИЯ: ' <<<"$output"
  [ "$(tail -n 1 <<<"$output")" = 'НЕ ПОДТВЕРЖДЕНО: полагаться на этот файл нельзя' ]
}

@test "a certificate's name cannot add a line to the verdict" {
  agreed
  done_well protocol sign 2026 --for ar --by ar --key "$pki/liar.key" --cert "$pki/liar.pem" --yes
  render ar
  council protocol verify ar.pdf --trust "$pki/rogue.pem" --lang en
  [ "$status" -eq 1 ]
  lacks grep -q '^Sound' <<<"$output"
  [ "$(grep -c 'Sound: 2 of 2 signatures' <<<"$output")" -ge 1 ]
  [ "$(tail -n 1 <<<"$output")" = 'NOT SOUND: do not rely on this file' ]
}

@test "a later revision by another program is refused, though pdfsig calls it valid" {
  agreed
  sign_ar ar
  sign_bo ar
  render ar
  python3 - <<'END'
import re
data = open('ar.pdf', 'rb').read()
page = max(re.finditer(rb'\n(\d+) 0 obj\n(<<\n/Type /Page\n.*?>>)\nendobj', data, re.S), key=lambda m: m.start())
last = int(re.findall(rb'startxref\s+(\d+)', data)[-1])
root, info = re.search(rb'/Root (\d+) 0 R', data).group(1), re.search(rb'/Info (\d+) 0 R', data).group(1)
identifier = re.findall(rb'/ID (\[.*?\])', data)[-1]
body = data + page.group(1) + b' 0 obj\n' + page.group(2).replace(b'/Contents', b'/Kontents') + b'\nendobj\n'
table = len(body)
body += b'xref\n%s 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %s 0 R /Info %s 0 R /Prev %d /ID %s >>\nstartxref\n%d\n%%%%EOF\n' % (
    page.group(1), len(data), int(re.findall(rb'/Size (\d+)', data)[-1]), root, info, last, identifier, table)
open('forged.pdf', 'wb').write(body)
END
  qpdf --check forged.pdf
  [ "$(pdfsig forged.pdf | grep -c 'Signature is Valid')" -eq 2 ]
  council protocol verify forged.pdf --trust "$ca" --lang en
  [ "$status" -eq 1 ]
  [[ $output == *'revision 4 was added without a signature'* ]]
  [[ $output == *'revision 4 replaces a page'* ]]
  [ "$(verdict forged.pdf '[.ok, (.changes | length)]')" = '[false,2]' ]
}

@test "a wrong passphrase, an expired or foreign certificate, a text not agreed: refused by name" {
  council protocol sign 2026 --for ar --by ar --key "$pki/ar.key" --cert "$pki/ar.pem" --lang en
  refused 4 'every party has to agree to its text first'
  agreed
  council protocol sign 2026 --for ar --by bo --p12 "$pki/bo.p12" --passphrase-file "$pki/wrong" --lang en
  refused 2 'bo.p12: the passphrase is wrong'
  council protocol sign 2026 --for ar --by ar --key "$pki/ar-locked.key" --cert "$pki/ar.pem" \
    --passphrase-file "$pki/wrong" --lang en
  refused 2 'ar-locked.key: the passphrase is wrong'
  council protocol sign 2026 --for ar --by bo --p12 "$pki/bo.p12" --lang en </dev/null
  [ "$status" -eq 2 ]
  [ "$(sqlite3 council.db 'SELECT state FROM protocol')" = agreed ]
  council protocol sign 2026 --for ar --by ar --key "$pki/expired.key" --cert "$pki/expired.pem" --lang en
  refused 4 'has expired'
  council protocol sign 2026 --for ar --by bo --key "$pki/ar.key" --cert "$pki/ar.pem" --lang en
  refused 4 'does not name Ф. Примерзода'
  council protocol sign 2026 --for ar --by ar --key "$pki/bo.key" --cert "$pki/ar.pem" --lang en
  refused 6 'the private key is of another one'
  council protocol sign 2026 --for ar --by ar --key "$pki/ar.pem" --cert "$pki/ar.pem" --lang en
  refused 6 'no private key'
  council protocol sign 2026 --for ar --by ar --p12 "$pki/ar.pem" --lang en
  refused 6 'PKCS #12'
  council protocol sign 2026 --for xx --by ar --key "$pki/ar.key" --cert "$pki/ar.pem" --lang en
  refused 3 'no party xx'
  council protocol sign 2026 --for ar --by ar --lang en
  refused 2 'how to sign'
  [ "$(sqlite3 council.db 'SELECT count(*) FROM signature')" -eq 0 ]
}

@test "what is confirmed all the same goes on record" {
  agreed
  council protocol sign 2026 --for ar --by ar --key "$pki/stranger.key" --cert "$pki/stranger.pem" \
    --yes --lang en
  [ "$status" -eq 0 ]
  [[ $error == *'confirmed: the certificate'*'does not name Л. П. Вымыслов'* ]]
  [[ $(sqlite3 council.db 'SELECT doubts FROM signature') == *'does not name'*'another country'* ]]
  done_well log --json
  done_well log "$(jq '.[0].seq' <<<"$output")" --json
  [[ $output == *'does not name'*'another country'* ]] # who asks the journal is told
  done_well protocol show 2026 --json
  [ "$(jq -c '[.originals[] | [.for, (.signatures[] | .by, (.confirmed != null))]]' <<<"$output")" = \
    '[["ar","ar",true],["bo"]]' ]
  done_well protocol show 2026 --lang en
  [[ $output == *'original kept by ar: signed electronically by Л. П. Вымыслов'* ]]
  [[ $output == *'original kept by bo: not signed yet'* ]]
  done_well protocol sign 2026 --for bo --by ar --key "$pki/ar.key" --cert "$pki/ar.pem" --dry-run
  [ "$(sqlite3 council.db 'SELECT count(*) FROM signature')" -eq 1 ]
}

@test "the passphrase is asked for on the terminal, without echo" {
  [ -e /dev/pts/ptmx ] || skip "no terminal can be opened here: /dev/pts is not mounted"
  agreed
  cat >typist.py <<'END'
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
said = b''
try:
    while piece := os.read(terminal, 1000):
        said += piece
        if piece.endswith(b'bo.p12: '):
            os.write(terminal, 'секрет\n'.encode())
except OSError:
    pass
sys.stdout.buffer.write(said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
END
  python3 typist.py "$COUNCIL" protocol sign 2026 --for ar --by bo --p12 "$pki/bo.p12" >said
  grep -q 'Парольная фраза' said
  grep -q 'подписан' said
  lacks grep -q секрет said
}

start_authority() { # [FAULT]
  rm -f port
  "$BATS_TEST_DIRNAME/../support/tsa.py" "$pki" port "$@" 3>&- &
  server=$!
  for _ in $(seq 100); do
    [ -e port ] && break
    sleep 0.1
  done
  authority=http://127.0.0.1:$(<port)/stamp
}

@test "a timestamp proves the signature when the certificate has long expired" {
  unset COUNCIL_NOW # the authority has the real time
  agreed
  start_authority
  done_well setting set timestamp-authority "$authority"
  sign_ar ar
  done_well protocol sign 2026 --for bo --by ar --key "$pki/ar.key" --cert "$pki/ar.pem" --tsa ''
  render ar
  render bo
  [ "$(verdict ar.pdf '[.ok, (.signatures[0] | (.timestamp != null), .timestamp_fault, .timestamp == .time)]')" = \
    '[true,true,null,true]' ]
  export COUNCIL_NOW=2046-01-01T00:00:00Z
  [ "$(verdict ar.pdf '[.ok, .signatures[0].trusted]')" = '[true,true]' ]
  [ "$(verdict bo.pdf '[.ok, .signatures[0].trusted]')" = '[false,false]' ]
  council protocol verify bo.pdf --trust "$ca" --lang en
  [ "$status" -eq 1 ]
  [[ $output == *'NOT PROVEN: it has expired'* ]]
  # by those who trust another authority the timestamp does not count
  council protocol verify ar.pdf --trust "$pki/ar.pem" --json
  [ "$(jq -c '[.ok, .signatures[0].trusted]' <<<"$output")" = '[false,false]' ]
  # the token itself, by openssl
  take_apart ar.pdf
  openssl asn1parse -inform DER -in ar.pdf.sig0 >parsed
  at=$(awk -F: '/id-smime-aa-timeStampToken/ {getline; getline; print $1 + 0; exit}' parsed)
  openssl asn1parse -inform DER -in ar.pdf.sig0 -strparse "$at" -noout -out token
  python3 - ar.pdf.sig0 <<'END'
import subprocess, sys
# the signature value is the octet string before the unsigned attributes
lines = subprocess.run(['openssl', 'asn1parse', '-inform', 'DER', '-in', sys.argv[1]],
                       capture_output=True, text=True, check=True).stdout.splitlines()
stamp = next(i for i, line in enumerate(lines) if 'timeStampToken' in line)
value = next(line for line in reversed(lines[:stamp]) if 'OCTET STRING' in line)
at = int(value.split(':')[0])
head = int(value.split('hl=')[1].split()[0])
size = int(value.split(' l=')[1].split()[0])
data = open(sys.argv[1], 'rb').read()
open('value', 'wb').write(data[at + head:at + head + size])
END
  openssl ts -verify -token_in -in token -data value -CAfile "$ca"
}

@test "a timestamp authority that fails leaves the original unsigned" {
  unset COUNCIL_NOW
  agreed
  council protocol sign 2026 --for ar --by ar --key "$pki/ar.key" --cert "$pki/ar.pem" \
    --tsa http://127.0.0.1:9/ --lang en
  [ "$status" -eq 6 ]
  [[ $error == *'timestamp authority http://127.0.0.1:9/'* ]]
  for fault in page stale; do
    start_authority $fault
    council protocol sign 2026 --for ar --by ar --key "$pki/ar.key" --cert "$pki/ar.pem" \
      --tsa "$authority" --lang en
    [ "$status" -eq 6 ]
    kill "$server"
    server=
  done
  [[ $error == *'answer is to another question'* ]]
  [ "$(sqlite3 council.db 'SELECT count(*) FROM signature')" -eq 0 ]
}

@test "a key on a token" {
  library=$(find /usr/lib -name libsofthsm2.so | head -n 1)
  [ -n "$library" ]
  mkdir tokens
  echo "directories.tokendir = $PWD/tokens" >softhsm.conf
  export SOFTHSM2_CONF=$PWD/softhsm.conf
  softhsm2-util --init-token --free --label chair --so-pin 1234 --pin 5678
  openssl pkcs8 -topk8 -nocrypt -in "$pki/ar.key" -out key.pem
  softhsm2-util --import key.pem --token chair --label ar --id 01 --pin 5678
  agreed
  echo 5678 >pin
  uri="pkcs11:token=chair;object=ar?module-path=$library"
  done_well protocol sign 2026 --for ar --by ar --token "$uri" --cert "$pki/ar.pem" --passphrase-file pin
  render ar
  [ "$(verdict ar.pdf .ok)" = true ]
  echo 9999 >pin
  council protocol sign 2026 --for bo --by ar --token "$uri" --cert "$pki/ar.pem" \
    --passphrase-file pin --lang en
  [ "$status" -ne 0 ]
  [[ $error == *'token pkcs11:token=chair;object=ar'* ]]
  council protocol sign 2026 --for bo --by ar --token "$uri&pin-value=5678" --cert "$pki/ar.pem" --lang en
  refused 2 'a PIN has no place in it'
}

@test "a signing service signs what was prepared, and nothing else" {
  agreed
  done_well protocol sign 2026 --for ar --by ar --cert "$pki/ar.pem" --prepare tosign.der
  openssl dgst -sha256 -sign "$pki/ar.key" -out wrong.sig template.json
  council protocol sign 2026 --for ar --by ar --finish wrong.sig --lang en
  refused 6 'other bytes than were prepared'
  openssl dgst -sha256 -sign "$pki/ar.key" -out right.sig tosign.der
  COUNCIL_NOW=2026-11-25T09:00:00Z done_well protocol sign 2026 --for ar --by ar --finish right.sig
  council protocol sign 2026 --for ar --by ar --finish right.sig --lang en
  refused 4 already
  # in base64, by a key of another kind
  done_well protocol sign 2026 --for ar --by bo --cert "$pki/bo.pem" --prepare tosign.der
  openssl dgst -sha256 -sign "$pki/bo.key" tosign.der | base64 >right.sig
  done_well protocol sign 2026 --for ar --by bo --finish right.sig
  render ar
  [ "$(verdict ar.pdf '[.ok, (.signatures | length)]')" = '[true,2]' ]
  # another signs while the service is at work
  done_well protocol sign 2026 --for bo --by ar --cert "$pki/ar.pem" --prepare tosign.der
  openssl dgst -sha256 -sign "$pki/ar.key" -out right.sig tosign.der
  sign_bo bo
  council protocol sign 2026 --for bo --by ar --finish right.sig --lang en
  refused 4 'was signed by another since this signature was prepared'
  council protocol sign 2026 --for bo --by bo --finish right.sig --lang en
  refused 4 already
  done_well check
}

@test "files that are no signed original are named" {
  agreed
  done_well protocol issue 2026
  render ar
  qpdf --linearize ar.pdf linearised.pdf
  qpdf --object-streams=generate ar.pdf streams.pdf
  qpdf --encrypt '' x 256 -- ar.pdf encrypted.pdf
  head -c 20000 ar.pdf >truncated.pdf
  : >empty.pdf
  echo '<!DOCTYPE html><html>' >page.pdf
  head -c 300 /dev/urandom | base64 >noise.pdf
  for kind in 'linearised:linearised for the web' 'streams:cross-reference streams' \
    'encrypted:encrypted' 'truncated:cut off' 'empty:it is empty' 'page:a web page' 'noise:no PDF'; do
    council protocol verify "${kind%%:*}.pdf" --lang en
    refused 6 "${kind#*:}"
  done
  council protocol verify missing.pdf --lang en
  refused 3 missing.pdf
  council protocol verify ar.pdf --lang en
  [ "$status" -eq 1 ]
  [ "$(tail -n 1 <<<"$output")" = 'NOT SIGNED: there is no electronic signature in the file' ]
}

@test "the originals differ in the order of the parties alone, signed or not" {
  agreed
  sign_ar ar
  render ar
  render bo
  mkdir elsewhere
  cp ar.pdf bo.pdf elsewhere
  cd elsewhere
  council protocol compare ar.pdf bo.pdf --json
  [ "$status" -eq 0 ]
  [ "$(jq -c '[.ok, (.others[0] | .alternat > 2, .differences)]' <<<"$output")" = '[true,true,[]]' ]
  council protocol compare ar.pdf ar.pdf bo.pdf --lang en
  [ "$status" -eq 0 ]
  [ "$(tail -n 1 <<<"$output")" = 'The same: they differ in the order of the parties at most' ]
  cd ..
  # the same protocol with another day, issued as if it were its fellow
  council init --file other.db --template ./template.json
  council protocol draft 2026 --file other.db
  council protocol show 2026 --file other.db --json
  n=$(jq '[.clauses[].text] | map(test("договорились")) | index(true) + 1' <<<"$output")
  text=$(jq -r ".clauses[$n - 1].text" <<<"$output")
  council protocol edit 2026 --file other.db --clause "$n" --text "${text/следующее/внеочередное}"
  [ "$status" -eq 0 ]
  council protocol agree 2026 --file other.db --as ar
  council protocol agree 2026 --file other.db --as bo
  council protocol issue 2026 --file other.db
  council protocol render 2026 --file other.db --for bo --out forged.pdf
  council protocol compare ar.pdf forged.pdf --lang en
  [ "$status" -eq 1 ]
  [[ $output == *'page 1 of the first: '*'следующее'* ]]
  [[ $output == *'page 1 of the other: '*'внеочередное'* ]]
  [ "$(tail -n 1 <<<"$output")" = 'NOT THE SAME: they differ in more than the order of the parties' ]
  echo '<!DOCTYPE html><html>' >page.pdf
  council protocol compare ar.pdf page.pdf --lang en
  refused 6 'a web page'
}
