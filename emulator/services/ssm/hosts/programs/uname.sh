# The machine that the account file declares. Whoever sources this sets architecture, and own (the folder of these programs).
PATH=${PATH#"$own":}
case "$*" in
  -m) echo "$architecture" ;;
  '' | -s) echo Linux ;;
  *) exec uname "$@" ;;
esac
