# dnf and apt-get: install a stand-in of a package, as far as its own platform and architecture go. Whoever sources this sets program,
# suffix (of packages for this host), database (what is installed), emulated and sdk (folders of the programs of the client).
for file; do :; done
if ! read -r line <"$file"; then
  echo "$program: there is no file $file" >&2
  exit 1
fi
package=${line#emulated package }
case "$line" in
  'emulated package cloudhsm-'*"$suffix") ;;
  *)
    echo "$program: $package is no package for this host" >&2
    exit 1
    ;;
esac
name=$(echo "$package" | sed -E 's/^(cloudhsm-[a-z0-9]+).*/\1/')
version=$(echo "$package" | sed -E 's/^cloudhsm-[a-z0-9]+[-_]([0-9.]+)-.*/\1/')
case "$name" in
  cloudhsm-cli) programs='cloudhsm-cli configure-cli' ;;
  *) programs='configure-pkcs11' ;;
esac
mkdir -p "$sdk/bin" "$sdk/etc" "$sdk/lib" "$sdk/run" "${database%/*}"
for one in $programs; do ln -sf "$emulated/bin/$one" "$sdk/bin/$one"; done
[ ! -e "$database" ] || grep -v "^$name " "$database" >"$database.new" || true
echo "$name $version" >>"$database.new"
mv "$database.new" "$database"
