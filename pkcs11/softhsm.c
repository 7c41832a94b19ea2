#define _GNU_SOURCE
#include "softhsm.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cluster.h"
#include "folder.h"
#include "library.h"
#include "slot.h"
#include "text.h"

CK_SLOT_ID softhsm_slot;
static void *library;
static CK_FUNCTION_LIST functions;

// Before SoftHSM's own end, after which programs may still call: openssl puts its engines away last.
static void close_at_end(void) {
  enter_library();
  if (softhsm) close_library();
  leave(CKR_OK);
}

// A list of SoftHSM's own functions. The one that SoftHSM hands out has ours in it wherever ours were loaded for everybody (RTLD_GLOBAL, or
// a program that is linked with this library): both have the same names, and the first ones loaded win.
static bool list_functions(void) {
  bool whole = true;
#define CK_PKCS11_FUNCTION_INFO(name)                          \
  *(void **)&functions.name = dlsym(library, #name);           \
  whole = whole && functions.name;
#include "oasis/pkcs11f.h"
#undef CK_PKCS11_FUNCTION_INFO
  return whole;
}

// OpenSSL is shared with the program: what SoftHSM notes there of its own attempts, such as a random number generator that is not there,
// the program would take for a failure of its own.
static bool apart;

void keep_errors_apart(void) {
  int (*mark)(void);
  *(void **)&mark = library && !apart ? dlsym(library, "ERR_set_mark") : NULL;
  apart = apart || mark;
  if (mark) mark();
}

void forget_errors(void) {
  int (*back)(void);
  *(void **)&back = apart ? dlsym(library, "ERR_pop_to_mark") : NULL;
  apart = false;
  if (back) back();
}

// SoftHSM is loaded once, and stays: what it does when it is unloaded it would do in the midst of a program's end, too.
static bool load(const char *path) {
  if (library) return true;
  library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  if (list_functions() && atexit(close_at_end) == 0) return true;
  dlclose(library);
  library = NULL;
  return false;
}

int lock_store(void) {
  char path[PATH_SIZE];
  const char *parts[] = {softhsm_configuration(), ".lock"};
  int lock = join(path, sizeof path, parts, 2) ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
  bool interrupted = lock >= 0;
  while (interrupted) interrupted = flock(lock, LOCK_EX) != 0 && errno == EINTR;
  return lock;
}

void unlock_store(int lock) {
  if (lock >= 0) close(lock);
}

// SoftHSM looks for its configuration in the environment, where the program may have one for a SoftHSM of its own.
static CK_RV initialize_for(const char *configuration, CK_VOID_PTR arguments) {
  const char *theirs = getenv("SOFTHSM2_CONF");
  char *kept = theirs ? strdup(theirs) : NULL;
  if ((theirs && !kept) || setenv("SOFTHSM2_CONF", configuration, 1) != 0) {
    free(kept);
    return CKR_HOST_MEMORY;
  }
  CK_RV rv = functions.C_Initialize(arguments);
  if (kept) setenv("SOFTHSM2_CONF", kept, 1);
  else unsetenv("SOFTHSM2_CONF");
  free(kept);
  return rv;
}

// The store's one token; SoftHSM shows a second slot, for a token to come, behind it.
static CK_RV find_slot(CK_SLOT_ID *slot) {
  CK_SLOT_ID slots[2];
  CK_ULONG count = 2;
  CK_RV rv = functions.C_GetSlotList(CK_TRUE, slots, &count);
  if (rv != CKR_OK) return rv;
  for (CK_ULONG i = 0; i < count; i++) {
    CK_TOKEN_INFO token;
    if (functions.C_GetTokenInfo(slots[i], &token) != CKR_OK || !(token.flags & CKF_USER_PIN_INITIALIZED)) continue;
    *slot = slots[i];
    return CKR_OK;
  }
  return CKR_FUNCTION_FAILED;
}

CK_RV open_softhsm(CK_VOID_PTR arguments, CK_FUNCTION_LIST **opened, CK_SLOT_ID *slot) {
  if (!load(softhsm_path())) return CKR_GENERAL_ERROR;
  keep_errors_apart();
  int lock = lock_store();
  CK_RV rv = initialize_for(softhsm_configuration(), arguments);
  if (rv == CKR_OK && (rv = find_slot(slot)) != CKR_OK) close_softhsm();
  unlock_store(lock);
  if (rv == CKR_OK) *opened = &functions;
  return rv;
}

void close_softhsm(void) {
  functions.C_Finalize(NULL);
}
