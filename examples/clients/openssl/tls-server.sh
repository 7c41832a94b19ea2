#!/bin/sh
# A TLS server whose key never leaves the HSMs: each handshake is signed there.
#   PKCS11=/…/lib/libcloudhsm_pkcs11.so CLOUDHSM_PIN=user:password ./tls-server.sh request NAME REQUEST.csr
#   PKCS11=… CLOUDHSM_PIN=… ./tls-server.sh serve CERTIFICATE.pem 127.0.0.1:8443
# The first makes the key where there is none, and the request for its certificate. cloudhsm-cli has to be configured.
# It works with the local library: openssl's engine opens read-only sessions, and waits for ever where they are refused, as CloudHSM does.
set -eu
[ $# -eq 3 ] || { echo "usage: $0 request NAME REQUEST.csr | serve CERTIFICATE.pem ADDRESS:PORT" >&2; exit 2; }
: "${PKCS11:?is not set: it is the path of libcloudhsm_pkcs11.so}" "${CLOUDHSM_PIN:?is not set: it is user:password of a crypto user}"
export OPENSSL_CONF="${0%/*}/openssl.cnf" CLOUDHSM_ROLE=crypto-user HSM_EMULATOR_READ_ONLY_SESSIONS=allowed
key='pkcs11:object=tls-server;type=private'

case $1 in
  request)
    if cloudhsm-cli key list --filter attr.label=tls-server attr.class=private-key | grep -q '"total_key_count": 0'; then
      cloudhsm-cli key generate-asymmetric-pair rsa --public-label tls-server --private-label tls-server \
        --modulus-size-bits 2048 --public-exponent 65537 \
        --private-attributes sign=true extractable=false --public-attributes verify=true >/dev/null
    fi
    openssl req -new -engine pkcs11 -keyform engine -key "$key" -subj "/CN=$2" -addext "subjectAltName=DNS:$2" -out "$3"
    ;;
  serve) exec openssl s_server -engine pkcs11 -keyform engine -key "$key" -cert "$2" -accept "$3" -www ;;
  *) echo "$0: neither request nor serve: $1" >&2; exit 2 ;;
esac
