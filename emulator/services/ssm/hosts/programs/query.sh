# rpm and dpkg-query: the version of an installed package. Whoever sources this sets program and database.
for name; do :; done
version=$(awk -v "name=$name" '$1 == name { print $2 }' "$database" 2>/dev/null)
if [ -z "$version" ]; then
  if [ "$program" = rpm ]; then echo "package $name is not installed"; else echo "dpkg-query: no packages found matching $name" >&2; fi
  exit 1
fi
printf %s "$version"
