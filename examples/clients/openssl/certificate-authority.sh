#!/bin/sh
# A certificate authority whose key never leaves the HSMs: makes the key where there is none, its certificate, and signs a request with it.
#   PKCS11=/…/lib/libcloudhsm_pkcs11.so CLOUDHSM_PIN=user:password ./certificate-authority.sh REQUEST.csr CERTIFICATE.pem
# beside CERTIFICATE.pem it leaves authority.pem, which whoever is to trust it needs. cloudhsm-cli has to be configured.
# It works with the local library: openssl's engine opens read-only sessions, and waits for ever where they are refused, as CloudHSM does.
set -eu
[ $# -eq 2 ] || { echo "usage: $0 REQUEST.csr CERTIFICATE.pem" >&2; exit 2; }
: "${PKCS11:?is not set: it is the path of libcloudhsm_pkcs11.so}" "${CLOUDHSM_PIN:?is not set: it is user:password of a crypto user}"
export OPENSSL_CONF="${0%/*}/openssl.cnf" CLOUDHSM_ROLE=crypto-user HSM_EMULATOR_READ_ONLY_SESSIONS=allowed
key='pkcs11:object=authority;type=private'
authority=$(dirname "$2")/authority.pem

if cloudhsm-cli key list --filter attr.label=authority attr.class=private-key | grep -q '"total_key_count": 0'; then
  cloudhsm-cli key generate-asymmetric-pair rsa --public-label authority --private-label authority \
    --modulus-size-bits 3072 --public-exponent 65537 \
    --private-attributes sign=true extractable=false --public-attributes verify=true >/dev/null
fi
[ -s "$authority" ] || openssl req -x509 -new -engine pkcs11 -keyform engine -key "$key" -sha256 -days 3650 \
  -subj '/CN=authority in the HSMs' -extensions authority -out "$authority"
openssl x509 -req -in "$1" -engine pkcs11 -CAkeyform engine -CAkey "$key" -CA "$authority" \
  -set_serial "0x$(openssl rand -hex 16)" -sha256 -days 397 -copy_extensions copy -out "$2"
