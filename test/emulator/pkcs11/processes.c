// A program that does with a PKCS #11 library what servers do: loads it for everybody (RTLD_GLOBAL), beside another one, forks, ends late, and
// says what came of each. processes LIBRARY PIN OTHER-LIBRARY
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../../pkcs11/cryptoki.h"

static CK_FUNCTION_LIST *list_of(const char *path, int flags) {
  void *library = dlopen(path, RTLD_NOW | flags);
  CK_C_GetFunctionList get = NULL;
  if (library) *(void **)&get = dlsym(library, "C_GetFunctionList");
  CK_FUNCTION_LIST *list = NULL;
  if (get) get(&list);
  if (list) return list;
  fprintf(stderr, "%s\n", dlerror());
  exit(1);
}

static CK_FUNCTION_LIST *hsm;
static CK_SESSION_HANDLE session;

static CK_ULONG found(void) {
  CK_OBJECT_HANDLE keys[8];
  CK_ULONG count = 0;
  hsm->C_FindObjectsInit(session, NULL, 0);
  hsm->C_FindObjects(session, keys, 8, &count);
  hsm->C_FindObjectsFinal(session);
  return count;
}

static CK_RV log_in(char *pin) {
  CK_SLOT_ID slot;
  CK_ULONG count = 1;
  CK_RV rv = hsm->C_GetSlotList(CK_TRUE, &slot, &count);
  if (rv == CKR_OK) rv = hsm->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &session);
  return rv == CKR_OK ? hsm->C_Login(session, CKU_USER, (CK_UTF8CHAR *)pin, strlen(pin)) : rv;
}

static void make_key(void) {
  CK_MECHANISM aes = {CKM_AES_KEY_GEN, NULL, 0};
  CK_ULONG length = 32;
  CK_ATTRIBUTE of[] = {{CKA_VALUE_LEN, &length, sizeof length}};
  CK_OBJECT_HANDLE key;
  hsm->C_GenerateKey(session, &aes, of, 1, &key);
}

// As OpenSSL puts its engines away when all else has ended.
static void at_last(void) {
  printf("at the end: %#lx\n", hsm->C_CloseAllSessions(0x2000000000000001UL));
}

// C_Initialize and a login.
static void begin(char *pin) {
  printf(" begun: %#lx,", hsm->C_Initialize(NULL));
  printf(" logged in: %#lx", log_in(pin));
}

static void say_other(CK_FUNCTION_LIST *other) {
  CK_SLOT_ID slots[8];
  CK_ULONG tokens = 8, ours = 0;
  printf("the other: %#lx", other->C_Initialize(NULL));
  other->C_GetSlotList(CK_TRUE, slots, &tokens);
  for (CK_ULONG i = 0; i < tokens; i++) {
    CK_TOKEN_INFO token;
    ours += other->C_GetTokenInfo(slots[i], &token) == CKR_OK && memcmp(token.label, "hsm1 ", 5) == 0;
  }
  printf(", with our token: %lu\n", ours);
}

static void be_child(char *pin) {
  CK_ULONG slots = 0;
  printf("in a child: %#lx,", hsm->C_GetSlotList(CK_TRUE, NULL, &slots));
  begin(pin);
  printf(", keys: %lu\n", found());
  exit(0);
}

// Programs that begin and log in at the same time: how many of them cannot.
static int begin_at_once(char *pin) {
  int failed = 0;
  for (int program = 0; program < 4; program++) {
    if (fork() != 0) continue;
    CK_RV rv = CKR_OK;
    for (int time = 0; time < 8 && rv == CKR_OK; time++) {
      rv = hsm->C_Initialize(NULL);
      if (rv == CKR_OK) rv = log_in(pin);
      if (rv == CKR_OK) rv = hsm->C_Finalize(NULL);
    }
    _exit(rv != CKR_OK);
  }
  for (int status; wait(&status) > 0;) failed += status != 0;
  return failed;
}

int main(int count, char **words) {
  if (count != 4) return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  atexit(at_last);
  CK_FUNCTION_LIST *other = list_of(words[3], RTLD_LOCAL);
  hsm = list_of(words[1], RTLD_GLOBAL);
  printf("a program:");
  begin(words[2]);
  make_key();
  printf(", keys: %lu\n", found());
  say_other(other);
  fflush(stdout);
  if (fork() == 0) be_child(words[2]);
  wait(NULL);
  printf("after the child: %lu\n", found());
  printf("at once: %d failed\n", begin_at_once(words[2]));
  printf("once more: %#lx,", hsm->C_Finalize(NULL));
  begin(words[2]);
  printf("\n");
  return 0;
}
