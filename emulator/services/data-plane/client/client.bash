# The emulated cloudhsm-cli, configure-cli and configure-pkcs11: sends the command line, and the files that it depends on, to the emulator, and does what
# is answered. It is bash of 3.2 and later, as macOS has it, and starts no process in the usual path, so that a command takes little time.
# The program that sources it sets program, component (whose configuration it is), etc, host, port and region.
set +o posix
LC_ALL=C # lengths are bytes
etc=${HSM_EMULATOR_ETC:-$etc}
url=http://$host:$port
sent=

put() { # name, value
  sent+="${#1}:$1,${#2}:$2,"
}

take() { # the next netstring of $answer, into $taken
  local length=${answer%%:*}
  answer=${answer#*:}
  taken=${answer:0:length}
  answer=${answer:length+1}
}

read_text() { # file, into $text; by lines, since any other way reads byte by byte
  local line
  text=
  [[ -f $1 ]] || return 1
  while IFS= read -r line; do text+=$line$'\n'; done <"$1"
  text+=$line
}

put_file() { # file that a command names, with any bytes in it
  [[ -r $1 && -f $1 ]] || return
  put path "$1"
  put content "$(base64 <"$1")"
}

fail() { # a sentence, as JSON has it
  if [[ $program == cloudhsm-cli ]]; then
    printf '{\n  "error_code": 1,\n  "data": "%s"\n}\n' "$1"
  else
    local words=${1//\\\"/\"}
    printf 'error: %s\n' "$words" >&2
  fi
  exit 1
}

post() { # $sent, and reads $status and $answer
  local key=${AWS_ACCESS_KEY_ID:-person} scope line
  printf -v scope '%s/20260105/%s/cloudhsm/aws4_request' "${key//[[:cntrl:]]/}" "${AWS_REGION:-$region}"
  { exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null || fail "nobody listens at $url: the emulator has ended"
  trap '' PIPE # who hangs up in the middle is told of below
  {
    printf '%s\r\n' "POST /_emulator/data-plane HTTP/1.0" "host: $host:$port" "content-length: ${#sent}" \
      "authorization: AWS4-HMAC-SHA256 Credential=$scope, SignedHeaders=host, Signature=0" '' >&3
    printf '%s' "$sent" >&3
    IFS=' ' read -r -u 3 line status line
    while IFS= read -r -u 3 line && [[ $line != $'\r' ]]; do :; done
    IFS= read -r -d '' -u 3 answer
  } 2>/dev/null
  trap - PIPE
  exec 3>&-
  [[ -n $status ]] || fail 'HSM is disconnected'
  local refusal='"message":"(([^"\]|\\.)*)"'
  [[ $status == 200 ]] && return
  [[ $answer =~ $refusal ]] && fail "${BASH_REMATCH[1]}"
  fail "$url answers $status"
}

type_passwords() { # prompts, as arguments; nothing is echoed from before the first one on
  local prompt typed
  if [[ -n $session && ! -t 0 ]]; then # a script, which writes lines
    for prompt; do
      printf '%s\n' "$prompt" >&2
      IFS= read -r typed || [[ -n $typed ]] || fail 'there is no line more to take the password from'
      put typed "$typed"
    done
    return
  fi
  { exec 4<>/dev/tty; } 2>/dev/null || fail 'there is no terminal to type the password on: give it with --password'
  trap 'stty echo <&4' EXIT
  trap 'printf "\n" >&2; fail interrupted' INT
  stty -echo <&4
  for prompt; do
    printf '%s' "$prompt" >&2
    IFS= read -r -u 4 typed
    printf '\n' >&2
    put typed "$typed"
  done
  stty echo <&4
  trap - EXIT INT
}

write_file() { # mode (w or a), file, text
  [[ -d ${2%/*} ]] || mkdir -p "${2%/*}"
  if [[ $1 == a ]]; then printf '%s' "$3" >>"$2"; else printf '%s' "$3" >"$2"; fi
}

act() { # does what $answer says; sets $exit_code, or $prompts, or $reads, or $session
  local name file log_file
  exit_code=1 prompts=() reads=()
  while [[ -n $answer ]]; do
    take
    name=$taken
    take
    case $name in
      stdout) printf '%s' "$taken" ;;
      stderr) printf '%s' "$taken" >&2 ;;
      configuration) write_file w "$etc/$component.cfg" "$taken" ;;
      file) file=$taken ;;
      text) { printf '%s' "$taken" >"$file"; } 2>/dev/null || fail "Unable to write the file ${file//\"/\\\"}" ;;
      log-file) log_file=$taken ;;
      log) write_file a "$log_file" "$taken" ;;
      prompt) prompts+=("$taken") ;;
      read) reads+=("$taken") ;;
      session) session=$taken ;;
      end) exit_code=$ended ;;
      exit) exit_code=$taken ;;
    esac
  done
}

put program "$program"
put etc "$etc"
issuer=$etc/customerCA.crt
if read_text "$etc/$component.cfg"; then
  put configuration "$text"
  named='"hsm_ca_file"[[:space:]]*:[[:space:]]*"(([^"\]|\\.)*)"'
  if [[ $text =~ $named ]]; then
    issuer=${BASH_REMATCH[1]//\\\"/\"}
    issuer=${issuer//\\\\/\\}
  fi
fi
read_text "$issuer" && put issuer "$text"
[[ -n $CLOUDHSM_ROLE ]] && put role "$CLOUDHSM_ROLE"
[[ -n $CLOUDHSM_PIN ]] && put pin "$CLOUDHSM_PIN"
names_file='^--(data-path|signature-path|approval|public-key|signed-token)$'
for word; do
  put word "$word"
  [[ $word == *=* && ${word%%=*} =~ $names_file ]] && put_file "${word#*=}"
  [[ $before =~ $names_file ]] && put_file "$word"
  before=$word
done
ended=111 session=
run() { # what $sent asks for
  local path
  post
  act
  if [[ ${#reads[@]} -gt 0 ]]; then
    for path in "${reads[@]}"; do
      put read "$path"
      put_file "$path"
    done
    post
    act
  fi
  if [[ ${#prompts[@]} -gt 0 ]]; then
    type_passwords "${prompts[@]}"
    post
    act
  fi
}
run
[[ -n $session ]] || exit "$exit_code"

at_prompt() { # a line, in a process of its own: what fails ends the line, not the session
  (
    put session "$session"
    put line "$1"
    run
    exit "$exit_code"
  )
}

next_line() { # into $line; a backslash at its end takes the next one along
  local more='' status
  line=
  while :; do
    if [[ -t 0 ]]; then
      IFS= read -e -r -p 'aws-cloudhsm > ' more
      status=$?
    else
      printf 'aws-cloudhsm > '
      IFS= read -r more
      status=$?
    fi
    line+=${more%\\}
    [[ $status == 0 && $more == *\\ ]] || break
  done
  [[ $status == 0 || -n $line ]]
}

while next_line; do
  [[ -t 0 ]] && history -s "$line"
  at_prompt "$line"
  [[ $? == "$ended" ]] && exit 0
done
printf '\n'
at_prompt quit
exit 0
