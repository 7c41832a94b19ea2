#include "text.h"

#include <string.h>

bool join(char *to, size_t size, const char *const parts[], size_t count) {
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    size_t length = strlen(parts[i]);
    if (length >= size - used) return false;
    memcpy(to + used, parts[i], length + 1);
    used += length;
  }
  return true;
}

bool hex(char *to, size_t size, const unsigned char *from, size_t length) {
  static const char digits[] = "0123456789abcdef";
  if (length > (size - 1) / 2) return false;
  for (size_t i = 0; i < length; i++) {
    to[2 * i] = digits[from[i] >> 4];
    to[2 * i + 1] = digits[from[i] & 15];
  }
  to[2 * length] = '\0';
  return true;
}

static const char *after_space(const char *at) {
  return at + strspn(at, " \t\r\n");
}

// What stands behind "name":
static const char *value_of(const char *document, const char *name) {
  char quoted[64];
  const char *parts[] = {"\"", name, "\""};
  if (!join(quoted, sizeof quoted, parts, 3)) return NULL;
  const char *found = strstr(document, quoted);
  if (!found) return NULL;
  const char *colon = after_space(found + strlen(quoted));
  return *colon == ':' ? after_space(colon + 1) : NULL;
}

bool json_text(const char *document, const char *name, char *to, size_t size) {
  const char *at = value_of(document, name);
  if (!at || *at != '"') return false;
  size_t used = 0;
  for (at++; *at != '"'; at++) {
    // of the escapes, only those that paths and URLs need
    if (*at == '\\' && *++at != '"' && *at != '\\' && *at != '/') return false;
    if (*at == '\0' || used + 1 >= size) return false;
    to[used++] = *at;
  }
  to[used] = '\0';
  return true;
}
