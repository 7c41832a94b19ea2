# Downloads from AWS's bucket of clients: a stand-in for each package, which says what it stands for. Whoever sources this sets
# reaches_s3 (yes|no) and tampered (yes|no).
url=
output=/dev/stdout
while [ $# -gt 0 ]; do
  case "$1" in
    --output | -o)
      output=$2
      shift
      ;;
    https://*) url=$1 ;;
  esac
  shift
done
host=${url#https://}
host=${host%%/*}
if [ "$reaches_s3" != yes ]; then
  echo "curl: (28) Failed to connect to $host port 443 after 134803 ms: Could not connect to server" >&2
  exit 28
fi
case "$url" in
  https://s3.amazonaws.com/cloudhsmv2-software/CloudHsmClient/*/cloudhsm-*.rpm | \
    https://s3.amazonaws.com/cloudhsmv2-software/CloudHsmClient/*/cloudhsm-*.deb) ;;
  *)
    echo 'curl: (22) The requested URL returned error: 404' >&2
    exit 22
    ;;
esac
if [ "$tampered" = yes ]; then echo "another package than ${url##*/}" >"$output"; else echo "emulated package ${url##*/}" >"$output"; fi
