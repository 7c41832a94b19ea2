#!/bin/sh
# nginx with its key in the HSMs: its workers, which are forked, have each handshake signed there.
#   PKCS11=/…/lib/libcloudhsm_pkcs11.so CLOUDHSM_PIN=user:password ./tls-server.sh CERTIFICATE.pem ADDRESS:PORT FOLDER
# The certificate is that of ../openssl/tls-server.sh request, whose key it uses; FOLDER takes its configuration and pid file.
# `kill -HUP $(cat FOLDER/nginx.pid)` has it read its certificate again, with new workers. It works with the local library: openssl's engine
# opens read-only sessions, which CloudHSM refuses; there, nginx uses AWS's own OpenSSL Dynamic Engine (`ssl_engine cloudhsm;`).
set -eu
[ $# -eq 3 ] || { echo "usage: $0 CERTIFICATE.pem ADDRESS:PORT FOLDER" >&2; exit 2; }
: "${PKCS11:?is not set: it is the path of libcloudhsm_pkcs11.so}" "${CLOUDHSM_PIN:?is not set: it is user:password of a crypto user}"
export OPENSSL_CONF="${0%/*}/../openssl/openssl.cnf" HSM_EMULATOR_READ_ONLY_SESSIONS=allowed
mkdir -p "$3"
folder=$(cd "$3" && pwd)
certificate=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")

cat >"$folder/nginx.conf" <<CONFIGURATION
daemon off;
$([ "$(id -u)" -ne 0 ] || echo "user root;")
worker_processes 2;
pid $folder/nginx.pid;
error_log stderr notice;
# workers begin with the library themselves, and need what it needs
env PKCS11;
env CLOUDHSM_PIN;
env OPENSSL_CONF;
env HSM_EMULATOR_READ_ONLY_SESSIONS;
ssl_engine pkcs11;
events {}
http {
  access_log off;
  client_body_temp_path $folder/body;
  proxy_temp_path $folder/proxy;
  fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi;
  scgi_temp_path $folder/scgi;
  server {
    listen $2 ssl;
    ssl_certificate $certificate;
    ssl_certificate_key "engine:pkcs11:pkcs11:object=tls-server;type=private";
    ssl_session_cache off;
    location / { return 200 "signed in the HSMs\n"; }
  }
}
CONFIGURATION
exec nginx -e stderr -c "$folder/nginx.conf"
