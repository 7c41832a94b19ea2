#define _GNU_SOURCE
#include "folder.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

#define LARGEST_FILE 65536

bool below_folder(char *to, size_t size, const char *path) {
  Dl_info library;
  if (!dladdr((void *)(size_t)&below_folder, &library) || !library.dli_fname) return false;
  char own[PATH_SIZE];
  const char *parts[] = {library.dli_fname};
  if (!join(own, sizeof own, parts, 1)) return false;
  char *slash = strrchr(own, '/');
  if (slash) *slash = '\0';
  const char *beside[] = {slash ? own : ".", "/../", path};
  return join(to, size, beside, 3);
}

bool configuration_file(char *to, size_t size, const char *name) {
  const char *elsewhere = getenv("HSM_EMULATOR_ETC");
  if (elsewhere && *elsewhere) {
    const char *parts[] = {elsewhere, "/", name};
    return join(to, size, parts, 3);
  }
  char path[PATH_SIZE];
  const char *parts[] = {"etc/", name};
  return join(path, sizeof path, parts, 2) && below_folder(to, size, path);
}

char *read_text(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  char *text = malloc(LARGEST_FILE + 1);
  size_t length = text ? fread(text, 1, LARGEST_FILE + 1, file) : 0;
  fclose(file);
  // what has a zero in it is no text
  if (length == 0 || length > LARGEST_FILE || memchr(text, '\0', length)) {
    free(text);
    return NULL;
  }
  text[length] = '\0';
  return text;
}
