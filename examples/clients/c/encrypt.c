// Makes an AES key in the HSMs of a cluster that never leaves them, and encrypts and decrypts with it.
//
//   cc -std=c11 -I pkcs11 -o encrypt examples/clients/c/encrypt.c -ldl
//   CLOUDHSM_PIN=application:… ./encrypt /opt/cloudhsm/lib/libcloudhsm_pkcs11.so LABEL
//
// The same program works on CloudHSM and on the local library.

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cryptoki.h"

#define CHECK(call)                                        \
  do {                                                     \
    CK_RV rv = (call);                                     \
    if (rv != CKR_OK) {                                    \
      fprintf(stderr, "%s: 0x%lx\n", #call, (unsigned long)rv); \
      exit(1);                                             \
    }                                                      \
  } while (0)

#define TAG 16

static CK_FUNCTION_LIST *load(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  CK_C_GetFunctionList get = NULL;
  if (library) *(void **)&get = dlsym(library, "C_GetFunctionList");
  if (!get) {
    fprintf(stderr, "%s: %s\n", path, dlerror());
    exit(1);
  }
  CK_FUNCTION_LIST *functions;
  CHECK(get(&functions));
  return functions;
}

// Everything is said: a key of CloudHSM's defaults could be taken out of the HSMs, and would be gone with the session.
static CK_OBJECT_HANDLE make_key(CK_FUNCTION_LIST *hsm, CK_SESSION_HANDLE session, char *label) {
  CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
  CK_ULONG length = 32;
  CK_ATTRIBUTE template[] = {
      {CKA_LABEL, label, strlen(label)},  {CKA_VALUE_LEN, &length, sizeof length}, {CKA_TOKEN, &yes, sizeof yes},
      {CKA_PRIVATE, &yes, sizeof yes},    {CKA_SENSITIVE, &yes, sizeof yes},       {CKA_EXTRACTABLE, &no, sizeof no},
      {CKA_ENCRYPT, &yes, sizeof yes},    {CKA_DECRYPT, &yes, sizeof yes},         {CKA_SIGN, &no, sizeof no},
      {CKA_VERIFY, &no, sizeof no},
  };
  CK_MECHANISM mechanism = {CKM_AES_KEY_GEN, NULL, 0};
  CK_OBJECT_HANDLE key;
  CHECK(hsm->C_GenerateKey(session, &mechanism, template, sizeof template / sizeof *template, &key));
  return key;
}

int main(int count, char **words) {
  char *pin = getenv("CLOUDHSM_PIN");
  if (count != 3 || !pin) {
    fprintf(stderr, "usage: CLOUDHSM_PIN=user:password encrypt MODULE LABEL\n");
    return 2;
  }
  CK_FUNCTION_LIST *hsm = load(words[1]);
  CK_C_INITIALIZE_ARGS threads = {.flags = CKF_OS_LOCKING_OK};
  CHECK(hsm->C_Initialize(&threads));
  CK_SLOT_ID slot;
  CK_ULONG slots = 1;
  CHECK(hsm->C_GetSlotList(CK_TRUE, &slot, &slots));
  // read-only sessions are refused by CloudHSM
  CK_SESSION_HANDLE session;
  CHECK(hsm->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &session));
  CHECK(hsm->C_Login(session, CKU_USER, (CK_UTF8CHAR *)pin, strlen(pin)));
  CK_OBJECT_HANDLE key = make_key(hsm, session, words[2]);

  // the HSM makes the IV and writes it here: keep it beside the ciphertext
  CK_BYTE iv[12] = {0};
  CK_GCM_PARAMS gcm = {.pIv = iv, .ulIvLen = sizeof iv, .ulIvBits = 8 * sizeof iv, .ulTagBits = 8 * TAG};
  CK_MECHANISM mechanism = {CKM_AES_GCM, &gcm, sizeof gcm};
  CK_BYTE plain[] = "sensitive data that needs protection", encrypted[sizeof plain + TAG], decrypted[sizeof encrypted];
  CK_ULONG encrypted_length = sizeof encrypted, decrypted_length = sizeof decrypted;
  CHECK(hsm->C_EncryptInit(session, &mechanism, key));
  CHECK(hsm->C_Encrypt(session, plain, sizeof plain, encrypted, &encrypted_length));
  CHECK(hsm->C_DecryptInit(session, &mechanism, key));
  CHECK(hsm->C_Decrypt(session, encrypted, encrypted_length, decrypted, &decrypted_length));
  printf("%s\n", decrypted_length == sizeof plain ? (char *)decrypted : "what came back differs");
  CHECK(hsm->C_Finalize(NULL));
  return 0;
}
