#!/bin/sh
# Installs the CloudHSM CLI and the PKCS #11 library on this host and configures them for one cluster. Run it again at any time: it says
# what it found, and changes what is missing or differs. Run it as root, in the folder that holds its settings:
#   settings        VERSION, CLUSTER_ID, REGION, ADDRESSES, AVAILABILITY_CHECK (on|off), UNVERIFIED (yes takes a version without a SHA-256)
#   customerCA.crt  the certificate that the cluster's hardware is trusted by
#   client-sdk.tsv  the SHA-256 that AWS publishes for each package
# It is part of a CloudFormation template too, whose packager takes a colon in an expansion for its own: there is none here.
# HOST_ROOT is the folder that is taken for /, for tests. HOST_PROOF=no asks no HSM, as when an image is built.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=${HOST_ROOT-}
sdk=$root/opt/cloudhsm
tab=$(printf '\t')

say() { echo "configure-host: $*"; }
changed() { echo "configure-host: changed: $*"; }
fail() {
  echo "configure-host: $*" >&2
  exit 1
}

# shellcheck source=/dev/null
. "$here/settings"

detect_platform() {
  # shellcheck source=/dev/null
  . "$root/etc/os-release"
  architecture=$(uname -m)
  case "$ID:${VERSION_ID-}" in
    amzn:2023) platform=al2023 ;;
    rhel:8* | centos:8* | rocky:8* | almalinux:8* | ol:8*) platform=el8 ;;
    rhel:9* | centos:9* | rocky:9* | almalinux:9* | ol:9*) platform=el9 ;;
    rhel:10* | centos:10* | rocky:10* | almalinux:10* | ol:10*) platform=el10 ;;
    ubuntu:22.04 | ubuntu:24.04 | ubuntu:26.04) platform=u$VERSION_ID ;;
    *) fail "Client SDK 5 has no packages for $ID ${VERSION_ID-}: use Amazon Linux 2023, EL 8 to 10, or Ubuntu 22.04, 24.04 or 26.04" ;;
  esac
  case "$platform:$architecture" in
    u*:x86_64) architecture=amd64 ;;
    u*:aarch64) architecture=arm64 ;;
    *:x86_64 | *:aarch64) ;;
    *) fail "Client SDK 5 has no packages for $architecture" ;;
  esac
}

installed_version() { # component
  # shellcheck disable=SC2016 # the variable is dpkg's own
  case "$platform" in
    u*) dpkg-query --show --showformat '${Version}' "cloudhsm-$1" 2>/dev/null | cut -d- -f1 || true ;;
    *) if rpm -q "cloudhsm-$1" >/dev/null 2>&1; then rpm -q --qf '%{VERSION}' "cloudhsm-$1"; fi ;;
  esac
}

find_package() { # component; sets path and sha256
  path=
  while IFS=$tab read -r row_version row_platform row_architecture row_component row_path row_sha256; do
    if [ "$row_version $row_platform $row_architecture $row_component" = "$VERSION $platform $architecture $1" ]; then
      path=$row_path
      sha256=$row_sha256
    fi
  done <"$here/client-sdk.tsv"
  [ -z "$path" ] || return 0
  [ "${UNVERIFIED-no}" = yes ] ||
    fail "client-sdk.tsv has no SHA-256 of cloudhsm-$1 $VERSION for $platform on $architecture: add the one that AWS publishes, or have it taken as it comes (clients.unverified in the environment file, hsm client-bundle --unverified)"
  sha256=
  case "$platform" in
    al2023) path=Amzn2023/cloudhsm-$1-$VERSION-1.amzn2023.$architecture.rpm ;;
    el*) path=EL${platform#el}/cloudhsm-$1-$VERSION-1.$platform.$architecture.rpm ;;
    u22.04) path=Jammy/cloudhsm-$1_$VERSION-1_${platform}_$architecture.deb ;;
    u24.04) path=Noble/cloudhsm-$1_$VERSION-1_${platform}_$architecture.deb ;;
    *) path=Resolute/cloudhsm-$1_$VERSION-1_${platform}_$architecture.deb ;;
  esac
}

check_package() { # file
  if [ -z "$sha256" ]; then
    say "$path is taken unverified, as the settings ask for: no SHA-256 is known of it"
    return
  fi
  printf '%s  %s\n' "$sha256" "$1" | sha256sum --check --status ||
    fail "$path is not the package that AWS publishes as $VERSION: its SHA-256 is not $sha256"
}

install_component() { # component
  found=$(installed_version "$1")
  if [ "$found" = "$VERSION" ]; then
    say "cloudhsm-$1 $VERSION is there"
    return
  fi
  find_package "$1"
  package=$folder/${path##*/}
  curl --fail --silent --show-error --location --output "$package" \
    "https://s3.amazonaws.com/cloudhsmv2-software/CloudHsmClient/$path" || fail "$path was not downloaded"
  check_package "$package"
  case "$platform" in
    u*) DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null || fail "apt-get does not install $path" ;;
    *) dnf install -y -q "$package" >/dev/null || fail "dnf does not install $path" ;;
  esac
  [ -z "$found" ] || found=", in place of $found"
  changed "cloudhsm-$1 $VERSION installed$found"
}

write_certificate() {
  if cmp -s "$here/customerCA.crt" "$sdk/etc/customerCA.crt"; then
    say 'customerCA.crt is the same'
    return
  fi
  mkdir -p "$sdk/etc"
  cp "$here/customerCA.crt" "$sdk/etc/customerCA.crt.new"
  mv "$sdk/etc/customerCA.crt.new" "$sdk/etc/customerCA.crt"
  changed 'customerCA.crt written'
}

# By the cluster's id where the host may ask CloudHSM: then no address has to be kept. By all addresses otherwise.
configure() { # component
  check=--enable-key-availability-check
  [ "$AVAILABILITY_CHECK" = on ] || check=--disable-key-availability-check
  if "$sdk/bin/configure-$1" --cluster-id "$CLUSTER_ID" --region "$REGION" "$check" 2>/dev/null; then
    changed "$1 configured by the id $CLUSTER_ID"
    return
  fi
  # shellcheck disable=SC2086 # one word for each address
  "$sdk/bin/configure-$1" -a $ADDRESSES "$check" || fail "configure-$1 does not take the addresses $ADDRESSES"
  changed "$1 configured by the addresses $ADDRESSES: this host may not ask CloudHSM for them (cloudhsm:DescribeClusters)"
}

configure_all() {
  stamp=$sdk/etc/configured-by-cloudhsm-lifecycle
  wanted=$(cat "$here/settings" "$here/customerCA.crt" | sha256sum | cut -d' ' -f1)
  if [ -e "$sdk/etc/cloudhsm-cli.cfg" ] && [ -e "$sdk/etc/cloudhsm-pkcs11.cfg" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    say 'the configuration is the same'
    return
  fi
  configure cli
  configure pkcs11
  [ "$AVAILABILITY_CHECK" = on ] || say 'the key availability check is off, since the cluster has fewer than three HSMs'
  echo "$wanted" >"$stamp"
}

# a connection that is cut once proves nothing; each try takes the CLI some seconds
prove() {
  for _ in 1 2 3; do
    answer=$("$sdk/bin/cloudhsm-cli" user list 2>&1) || true
    case "$answer" in *'"error_code": 0'*) break ;; esac
  done
  case "$answer" in
    *'"error_code": 0'*) say 'the HSMs answer' ;;
    *) fail "the HSMs do not answer this host: does it have the cluster's security group? cloudhsm-cli user list says: $answer" ;;
  esac
}

# one at a time: an association may come while somebody asks for the same
alone() {
  command -v flock >/dev/null || return 0
  mkdir -p "$root/run"
  exec 9>"$root/run/configure-host.lock"
  flock 9
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
alone
detect_platform
install_component cli
install_component pkcs11
write_certificate
configure_all
[ "${HOST_PROOF-yes}" = no ] || prove
