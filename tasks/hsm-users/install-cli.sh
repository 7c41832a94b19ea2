#!/bin/sh
# Installs the CloudHSM CLI of a version, once its SHA-256 is found to be the one that AWS publishes for it.
# Usage: install-cli.sh VERSION TABLE NOTE
#   TABLE  client-sdk.tsv, beside this script
#   NOTE   the file that says what was installed; the task puts it into its log
set -eu

version=$1
table=$2
note=$3
platform=al2023
architecture=$(uname -m)
tab=$(printf '\t')

path=
while IFS=$tab read -r row_version row_platform row_architecture row_component row_path row_sha256; do
  if [ "$row_version $row_platform $row_architecture $row_component" = "$version $platform $architecture cli" ]; then
    path=$row_path
    sha256=$row_sha256
  fi
done <"$table"
if [ -z "$path" ]; then
  echo "install-cli: $table has no SHA-256 of the CloudHSM CLI $version for $platform on $architecture: add the one that AWS publishes" >&2
  exit 1
fi

folder=$(mktemp -d)
package=$folder/${path##*/}
curl --fail --silent --show-error --location --output "$package" \
  "https://s3.amazonaws.com/cloudhsmv2-software/CloudHsmClient/$path"
if ! printf '%s  %s\n' "$sha256" "$package" | sha256sum --check --status; then
  echo "install-cli: $path is not the package that AWS publishes as $version: its SHA-256 is not $sha256" >&2
  exit 1
fi
dnf install -y "$package"
rm -r "$folder"
cloudhsm-cli --version
printf 'cloudhsm-cli %s sha256 %s\n' "$version" "$sha256" >"$note"
