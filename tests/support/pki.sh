#!/bin/bash
# Certificates of the fictitious council, for tests: pki.sh FOLDER
#
# ca, and by it: ar, bo (the chairs), expired (ar's, of long ago), stranger (who holds no chair),
# time (a timestamp authority), server (a web server), liar (whose name has two lines); rogue, an authority nobody trusts, and by it: forged (ar's name).
# NAME.key and NAME.pem each; bo.p12, old.p12 (the same, enciphered as of old) and ar-locked.key
# open with «секрет» (passphrase).
set -euo pipefail
mkdir -p "$1"
cd "$1"
cat >ca.cnf <<'END'
[ca]
default_ca = here
[here]
dir = .
database = index.txt
new_certs_dir = .
serial = serial
default_md = sha256
policy = any
unique_subject = no
[any]
countryName = optional
organizationName = optional
title = optional
commonName = supplied
[req]
distinguished_name = none
[none]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[chair]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
[time]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[server]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
[tsa]
default_tsa = stamps
[stamps]
serial = stamp.serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
END
: >index.txt
echo 1000 >serial
echo 01 >stamp.serial

authority() { # NAME SUBJECT
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -utf8 -keyout "$1.key" \
    -out "$1.csr" -subj "$2" -config ca.cnf
  openssl ca -batch -utf8 -notext -config ca.cnf -selfsign -keyfile "$1.key" -in "$1.csr" \
    -out "$1.pem" -startdate 20250101000000Z -enddate 20500101000000Z -extensions root
}

certificate() { # NAME SUBJECT EXTENSIONS FROM UNTIL [AUTHORITY [KEY OPTION…]]
  local name=$1 subject=$2 extensions=$3 from=$4 until=$5 by=${6:-ca}
  shift $(($# < 6 ? $# : 6))
  (($#)) || set -- ec -pkeyopt ec_paramgen_curve:P-256
  openssl req -newkey "$@" -nodes -utf8 -keyout "$name.key" -out "$name.csr" -subj "$subject" \
    -config ca.cnf
  openssl ca -batch -utf8 -notext -config ca.cnf -cert "$by.pem" -keyfile "$by.key" \
    -in "$name.csr" -out "$name.pem" -startdate "$from" -enddate "$until" -extensions "$extensions"
}

{
  authority ca '/CN=Удостоверяющий центр Вымышленного совета'
  authority rogue '/CN=Удостоверяющий центр Вымышленного совета'
  now='20250101000000Z 20450101000000Z'
  ar='/C=XA/O=Правительство Республики Аркадия/title=Премьер-министр/CN=Вымыслов Леонид Петрович'
  # shellcheck disable=SC2086
  {
    certificate ar "$ar" chair $now ca rsa:2048
    certificate bo '/C=XB/O=Кабинет Министров/title=Председатель/CN=Faridun Primerzoda' chair $now
    certificate stranger '/C=XC/CN=Прохожий Иван' chair $now
    certificate server '/CN=server.example' server $now
    certificate liar "/C=XA/CN=Вымыслов"$'\n''Sound: 2 of 2 signatures, all of them good' chair $now
    certificate forged "$ar" chair $now rogue
    certificate expired "$ar" chair 20200101000000Z 20210101000000Z
    certificate time '/CN=Служба времени' time 20250101000000Z 20490101000000Z
  }
  openssl pkcs12 -export -in bo.pem -inkey bo.key -certfile ca.pem -out bo.p12 -passout pass:секрет
  openssl pkcs12 -export -in bo.pem -inkey bo.key -certfile ca.pem -out old.p12 -legacy \
    -passout pass:секрет
  openssl pkcs8 -topk8 -in ar.key -out ar-locked.key -v2 aes-256-cbc -passout pass:секрет
  echo секрет >passphrase
  echo неверно >wrong
} >pki.log 2>&1 </dev/null || { cat pki.log >&2; exit 1; }
