// Calls the library at random: functions in any order, with handles that are none, templates of any attributes, buffers of any length.
// Run under the sanitizers, which end it at the first wrong access. fuzz CALLS SEED
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pkcs11/cryptoki.h"

static unsigned long state;

static unsigned long any(unsigned long below) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state % below;
}

#define SESSIONS 4
#define OBJECTS 64
static CK_SESSION_HANDLE sessions[SESSIONS];
static CK_OBJECT_HANDLE objects[OBJECTS];
static unsigned long made, messages, carried;
static CK_SLOT_ID slot;

static CK_SESSION_HANDLE session(void) {
  return any(50) == 0 ? any(100000) : sessions[any(SESSIONS)];
}

static CK_OBJECT_HANDLE object(void) {
  return any(30) == 0 ? any(100000) : objects[any(made < OBJECTS ? made + 1 : OBJECTS)];
}

static void keep(CK_OBJECT_HANDLE handle) {
  objects[made++ % OBJECTS] = handle;
}

// A block of exactly so many bytes, so that the sanitizers see each step beyond it.
static CK_BYTE *block(CK_ULONG length) {
  CK_BYTE *bytes = malloc(length ? length : 1);
  for (CK_ULONG i = 0; i < length; i++) bytes[i] = (CK_BYTE)any(256);
  return bytes;
}

static CK_ULONG some_length(void) {
  static const CK_ULONG lengths[] = {0, 1, 11, 12, 15, 16, 17, 28, 32, 64, 132, 256, 1000, 16224, 16225, 16272, 20000};
  return any(3) ? lengths[any(sizeof lengths / sizeof *lengths)] : any(300);
}

#define MOST_ATTRIBUTES 12
struct random_template {
  CK_ATTRIBUTE attributes[MOST_ATTRIBUTES];
  CK_BYTE *values[MOST_ATTRIBUTES];
  CK_ULONG count;
};

static const CK_BYTE p256[] = {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};

static void add(struct random_template *to, CK_ATTRIBUTE_TYPE type, const void *value, CK_ULONG length) {
  CK_BYTE *copy = malloc(length ? length : 1);
  if (value && length) memcpy(copy, value, length);
  to->values[to->count] = copy;
  to->attributes[to->count++] = (CK_ATTRIBUTE){type, copy, length};
}

static void fill(struct random_template *to, int sound) {
  static const CK_ATTRIBUTE_TYPE flags[] = {CKA_TOKEN,   CKA_PRIVATE, CKA_ENCRYPT, CKA_DECRYPT,     CKA_SIGN, CKA_VERIFY,
                                            CKA_WRAP,    CKA_UNWRAP,  CKA_DERIVE,  CKA_EXTRACTABLE, CKA_SENSITIVE};
  to->count = 0;
  CK_BBOOL yes = CK_TRUE;
  for (CK_ULONG i = 0; sound && i < sizeof flags / sizeof *flags && to->count < 8; i++)
    if (flags[i] != CKA_TOKEN && any(2)) add(to, flags[i], &yes, sizeof yes);
  if (any(2)) add(to, CKA_LABEL, "label", any(6));
  if (any(3) == 0) {
    CK_BYTE *id = block(20);
    add(to, CKA_ID, id, any(20));
    free(id);
  }
  while (!sound && to->count < MOST_ATTRIBUTES - 1 && any(4)) {
    CK_ULONG length = any(20);
    CK_BYTE *value = block(length);
    add(to, any(5) ? flags[any(sizeof flags / sizeof *flags)] : any(0x220), value, length);
    free(value);
  }
}

static void clear(struct random_template *template) {
  for (CK_ULONG i = 0; i < template->count; i++) free(template->values[i]);
}

static const CK_MECHANISM_TYPE types[] = {CKM_AES_GCM,        CKM_CLOUDHSM_AES_GCM, CKM_AES_CBC,   CKM_AES_CBC_PAD,     CKM_AES_ECB, CKM_AES_CTR,
                                          CKM_ECDSA,          CKM_ECDSA_SHA256,     CKM_ECDSA_SHA512, CKM_SHA256_HMAC,  CKM_AES_CMAC, CKM_SHA256,
                                          CKM_SHA256_RSA_PKCS, CKM_RSA_PKCS_OAEP,   CKM_AES_KEY_GEN, CKM_EC_KEY_PAIR_GEN};

struct random_mechanism {
  CK_MECHANISM mechanism;
  CK_GCM_PARAMS gcm;
  CK_BYTE *parameter, *iv, *additional;
};

static void choose(struct random_mechanism *to) {
  memset(to, 0, sizeof *to);
  to->mechanism.mechanism = any(20) ? types[any(sizeof types / sizeof *types)] : any(0x1100);
  CK_MECHANISM_TYPE type = to->mechanism.mechanism;
  if (type == CKM_AES_GCM || type == CKM_CLOUDHSM_AES_GCM) {
    CK_ULONG additional = any(3) ? 0 : any(40);
    to->iv = type == CKM_AES_GCM ? block(12) : NULL;
    to->additional = additional ? block(additional) : NULL;
    to->gcm = (CK_GCM_PARAMS){to->iv, type == CKM_AES_GCM ? 12 : 0, 96, to->additional, additional, any(5) ? 128 : any(300)};
    to->mechanism.pParameter = &to->gcm;
    to->mechanism.ulParameterLen = any(20) ? sizeof to->gcm : any(sizeof to->gcm);
  } else if (type == CKM_AES_CBC || type == CKM_AES_CBC_PAD || any(10) == 0) {
    CK_ULONG length = any(10) ? 16 : any(32);
    to->parameter = block(length);
    to->mechanism.pParameter = to->parameter;
    to->mechanism.ulParameterLen = length;
  }
}

static void drop(struct random_mechanism *mechanism) {
  free(mechanism->parameter);
  free(mechanism->iv);
  free(mechanism->additional);
}

static void generate(void) {
  struct random_template first, second;
  int sound = any(4) != 0;
  fill(&first, sound);
  fill(&second, sound);
  if (any(2)) {
    CK_MECHANISM aes = {CKM_AES_KEY_GEN, NULL, 0};
    CK_ULONG size = any(10) ? 32 : any(64);
    add(&first, CKA_VALUE_LEN, &size, sizeof size);
    CK_OBJECT_HANDLE key;
    if (C_GenerateKey(session(), &aes, first.attributes, first.count, any(50) ? &key : NULL) == CKR_OK) keep(key);
  } else {
    CK_MECHANISM ec = {CKM_EC_KEY_PAIR_GEN, NULL, 0};
    add(&first, CKA_EC_PARAMS, p256, sizeof p256);
    CK_OBJECT_HANDLE public_key, private_key;
    if (C_GenerateKeyPair(session(), &ec, first.attributes, first.count, second.attributes, second.count, &public_key, &private_key) == CKR_OK) {
      keep(public_key);
      keep(private_key);
    }
  }
  clear(&first);
  clear(&second);
}

typedef CK_RV (*starting)(CK_SESSION_HANDLE, CK_MECHANISM *, CK_OBJECT_HANDLE);
typedef CK_RV (*whole)(CK_SESSION_HANDLE, CK_BYTE *, CK_ULONG, CK_BYTE *, CK_ULONG *);

// A key is carried under another one, and back from what is mostly as it was.
static void carry(CK_SESSION_HANDLE at, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE under, CK_OBJECT_HANDLE from, CK_OBJECT_HANDLE key) {
  CK_ULONG room = any(700);
  CK_BYTE *wrapped = block(room), *to = any(10) ? wrapped : NULL;
  if (C_WrapKey(at, mechanism, under, key, to, any(50) ? &room : NULL) == CKR_OK && to) {
    if (any(4) == 0 && room > 0) wrapped[any(room)] ^= 1;
    CK_OBJECT_CLASS secret = CKO_SECRET_KEY;
    CK_KEY_TYPE aes = CKK_AES;
    CK_ATTRIBUTE of[] = {{CKA_CLASS, &secret, sizeof secret}, {CKA_KEY_TYPE, &aes, sizeof aes}};
    CK_OBJECT_HANDLE back;
    if (C_UnwrapKey(at, mechanism, from, wrapped, any(10) ? room : any(room + 1), of, 2, &back) == CKR_OK) carried++;
  }
  free(wrapped);
}

// Made once: it takes its time.
static CK_OBJECT_HANDLE rsa_public, rsa_private;

static void make_rsa(void) {
  CK_SESSION_HANDLE at;
  CK_BBOOL yes = CK_TRUE;
  CK_ULONG bits = 2048;
  CK_BYTE exponent[] = {1, 0, 1};
  CK_ATTRIBUTE open[] = {{CKA_MODULUS_BITS, &bits, sizeof bits}, {CKA_PUBLIC_EXPONENT, exponent, 3}, {CKA_WRAP, &yes, 1}, {CKA_ENCRYPT, &yes, 1}};
  CK_ATTRIBUTE closed[] = {{CKA_UNWRAP, &yes, 1}, {CKA_DECRYPT, &yes, 1}};
  CK_MECHANISM rsa = {CKM_RSA_X9_31_KEY_PAIR_GEN, NULL, 0};
  if (C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &at) != CKR_OK) return;
  C_Login(at, CKU_USER, (CK_UTF8CHAR *)"one:password", 12);
  C_GenerateKeyPair(at, &rsa, open, 4, closed, 2, &rsa_public, &rsa_private);
}

static void use_rsa(CK_SESSION_HANDLE at, CK_RSA_PKCS_OAEP_PARAMS *oaep) {
  CK_MECHANISM mechanism = {CKM_RSA_PKCS_OAEP, oaep, sizeof *oaep};
  CK_ULONG length = any(230), room = any(270), back_room = any(230);
  CK_BYTE *data = block(length), *to = block(room), *back = block(back_room);
  if (C_EncryptInit(at, &mechanism, rsa_public) == CKR_OK && C_Encrypt(at, data, length, to, &room) == CKR_OK)
    if (C_DecryptInit(at, &mechanism, rsa_private) == CKR_OK) C_Decrypt(at, to, any(10) ? room : any(room), back, &back_room);
  free(data);
  free(to);
  free(back);
}

static void certify(CK_SESSION_HANDLE at) {
  CK_OBJECT_CLASS class = CKO_CERTIFICATE;
  CK_CERTIFICATE_TYPE type = CKC_X_509;
  CK_ULONG lengths[] = {any(40), any(20), any(140), any(150)};
  CK_BYTE *parts[4];
  for (int i = 0; i < 4; i++) parts[i] = block(lengths[i]);
  CK_ATTRIBUTE of[] = {{CKA_CLASS, &class, sizeof class},     {CKA_CERTIFICATE_TYPE, &type, any(10) ? sizeof type : 1},
                       {CKA_VALUE, parts[0], lengths[0]},     {CKA_SUBJECT, parts[1], lengths[1]},
                       {CKA_LABEL, parts[2], lengths[2]},     {any(5) ? CKA_ID : any(0x180), parts[3], lengths[3]}};
  CK_OBJECT_HANDLE certificate;
  if (C_CreateObject(at, of, any(10) ? 6 : any(7), &certificate) == CKR_OK) {
    CK_ULONG room = any(150);
    CK_BYTE *read = block(room);
    CK_ATTRIBUTE wanted[] = {{CKA_ID, read, room}, {CKA_VALUE, NULL, 0}};
    C_GetAttributeValue(at, certificate, wanted, 2);
    C_SetAttributeValue(at, certificate, of + 2 + any(3), any(3));
    C_DestroyObject(at, certificate);
    free(read);
  }
  for (int i = 0; i < 4; i++) free(parts[i]);
}

static void carry_keys(CK_SESSION_HANDLE at) {
  static const CK_MECHANISM_TYPE under_aes[] = {CKM_AES_GCM, CKM_CLOUDHSM_AES_GCM, CKM_CLOUDHSM_AES_KEY_WRAP_NO_PAD,
                                                CKM_CLOUDHSM_AES_KEY_WRAP_ZERO_PAD, CKM_CLOUDHSM_AES_KEY_WRAP_PKCS5_PAD};
  static const CK_MECHANISM_TYPE hashes[] = {CKM_SHA_1, CKM_SHA256, CKM_SHA384, CKM_SHA512, CKM_SHA224};
  CK_BBOOL yes = CK_TRUE;
  CK_ULONG size = 32;
  CK_ATTRIBUTE template[] = {{CKA_VALUE_LEN, &size, sizeof size}, {CKA_WRAP, &yes, 1}, {CKA_UNWRAP, &yes, 1}};
  CK_MECHANISM aes = {CKM_AES_KEY_GEN, NULL, 0};
  CK_OBJECT_HANDLE under, key;
  if (C_GenerateKey(at, &aes, template, 3, &under) != CKR_OK || C_GenerateKey(at, &aes, template, 1, &key) != CKR_OK) return;
  CK_MECHANISM mechanism = {under_aes[any(5)], NULL, 0};
  CK_BYTE iv[12];
  CK_GCM_PARAMS gcm = {mechanism.mechanism == CKM_AES_GCM ? iv : NULL, 12, 96, NULL, any(20) ? 0 : 1, any(10) ? 128 : any(300)};
  if (mechanism.mechanism == CKM_AES_GCM || mechanism.mechanism == CKM_CLOUDHSM_AES_GCM) {
    mechanism.pParameter = &gcm;
    mechanism.ulParameterLen = sizeof gcm;
  }
  carry(at, &mechanism, under, under, key);
  CK_ULONG hash = any(5);
  CK_BYTE *label = block(7);
  // masks are numbered as these hashes are
  CK_RSA_PKCS_OAEP_PARAMS oaep = {hashes[hash], any(10) ? hash + 1 : any(6), any(3), any(2) ? label : NULL, any(8)};
  CK_RSA_AES_KEY_WRAP_PARAMS both = {any(5) ? 256 : any(300), any(20) ? &oaep : NULL};
  CK_MECHANISM rsa_aes = {CKM_RSA_AES_KEY_WRAP, &both, sizeof both}, rsa = {CKM_RSA_PKCS_OAEP, &oaep, sizeof oaep};
  if (any(4) == 0) carry(at, any(2) ? &rsa : &rsa_aes, rsa_public, any(20) ? rsa_private : under, any(20) ? key : rsa_private);
  else use_rsa(at, &oaep);
  free(label);
}

// What a program does, in a session of its own: a sound key, and buffers that are nearly large enough.
static void use_key(void) {
  CK_SESSION_HANDLE at;
  if (C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &at) != CKR_OK) return;
  C_Login(at, CKU_USER, (CK_UTF8CHAR *)"one:password", 12);
  CK_BBOOL yes = CK_TRUE;
  CK_ULONG size = 32, id_length = any(10);
  CK_BYTE *id = block(id_length);
  CK_ATTRIBUTE template[] = {{CKA_VALUE_LEN, &size, sizeof size}, {CKA_ENCRYPT, &yes, 1}, {CKA_DECRYPT, &yes, 1}, {CKA_ID, id, id_length}};
  CK_MECHANISM aes = {CKM_AES_KEY_GEN, NULL, 0};
  CK_OBJECT_HANDLE key;
  if (C_GenerateKey(at, &aes, template, 4, &key) == CKR_OK) {
    CK_ULONG id_room = any(12);
    CK_BYTE *read = block(id_room);
    CK_ATTRIBUTE wanted = {CKA_ID, read, id_room};
    C_GetAttributeValue(at, key, &wanted, 1);
    free(read);
    CK_GCM_PARAMS parameters = {NULL, 0, 0, NULL, 0, 128};
    CK_MECHANISM gcm = {CKM_CLOUDHSM_AES_GCM, &parameters, sizeof parameters};
    CK_ULONG length = any(200), room = length + 24 + any(10);
    CK_BYTE *data = block(length), *to = block(room);
    if (C_EncryptInit(at, &gcm, key) == CKR_OK && C_Encrypt(at, data, length, to, &room) == CKR_OK) {
      CK_ULONG back_room = length < 4 ? length : length - 4 + any(8);
      CK_BYTE *back = block(back_room);
      if (C_DecryptInit(at, &gcm, key) == CKR_OK && C_Decrypt(at, to, any(10) ? room : any(room), back, &back_room) == CKR_OK) messages++;
      free(back);
    }
    free(data);
    free(to);
  }
  free(id);
  if (any(4) == 0) carry_keys(at);
  if (any(8) == 0) certify(at);
  C_CloseSession(at);
}

static void start(starting begin) {
  struct random_mechanism mechanism;
  choose(&mechanism);
  begin(session(), any(50) ? &mechanism.mechanism : NULL, object());
  drop(&mechanism);
}

static void at_once(whole work) {
  CK_ULONG length = some_length(), room = some_length() + any(64);
  CK_BYTE *data = block(length), *to = block(room);
  work(session(), any(20) ? data : NULL, length, any(10) ? to : NULL, any(50) ? &room : NULL);
  free(data);
  free(to);
}

static void finish(CK_RV (*work)(CK_SESSION_HANDLE, CK_BYTE *, CK_ULONG *)) {
  CK_ULONG room = some_length();
  CK_BYTE *to = block(room);
  work(session(), any(10) ? to : NULL, any(50) ? &room : NULL);
  free(to);
}

static void with_data(CK_RV (*work)(CK_SESSION_HANDLE, CK_BYTE *, CK_ULONG)) {
  CK_ULONG length = some_length();
  CK_BYTE *data = block(length);
  work(session(), any(20) ? data : NULL, length);
  free(data);
}

static void verify(void) {
  CK_ULONG length = some_length(), signature_length = some_length();
  CK_BYTE *data = block(length), *signature = block(signature_length);
  C_Verify(session(), any(20) ? data : NULL, length, any(20) ? signature : NULL, signature_length);
  free(data);
  free(signature);
}

static void look(void) {
  struct random_template template;
  fill(&template, 0);
  CK_SESSION_HANDLE at = session();
  C_FindObjectsInit(at, any(30) ? template.attributes : NULL, template.count);
  CK_OBJECT_HANDLE found[8];
  CK_ULONG count = 0;
  C_FindObjects(at, found, any(9), &count);
  if (any(4)) C_FindObjectsFinal(at);
  clear(&template);
}

static void read_some(void) {
  struct random_template template;
  fill(&template, 0);
  for (CK_ULONG i = 0; i < template.count; i++) {
    if (any(3) == 0) template.attributes[i].type = any(2) ? CKA_ID : CKA_LABEL;
    if (any(3) == 0) template.attributes[i].pValue = NULL;
  }
  C_GetAttributeValue(session(), object(), any(50) ? template.attributes : NULL, template.count);
  clear(&template);
}

static void create(void) {
  struct random_template template;
  fill(&template, any(2));
  CK_OBJECT_CLASS class = any(5);
  CK_KEY_TYPE type = any(4) ? CKK_AES : any(40);
  CK_BYTE *value = block(32);
  if (any(10)) add(&template, CKA_CLASS, &class, any(20) ? sizeof class : 3);
  if (template.count < MOST_ATTRIBUTES - 1) add(&template, CKA_KEY_TYPE, &type, sizeof type);
  if (template.count < MOST_ATTRIBUTES) add(&template, CKA_VALUE, value, 32);
  free(value);
  CK_OBJECT_HANDLE made;
  if (C_CreateObject(session(), template.attributes, template.count, &made) == CKR_OK) keep(made);
  clear(&template);
}

static void log_in(void) {
  static const char *const pins[] = {"one:password", "two:password", "one:wrong", ":", "", "password"};
  const char *pin = pins[any(3) ? any(2) : any(sizeof pins / sizeof *pins)];
  if (any(3) == 0) C_Logout(session());
  C_Login(session(), any(10) ? CKU_USER : any(5), (CK_UTF8CHAR *)pin, strlen(pin));
}

static void reopen(void) {
  unsigned long which = any(SESSIONS);
  C_CloseSession(sessions[which]);
  C_OpenSession(any(20) ? slot : any(10), any(20) ? CKF_SERIAL_SESSION | CKF_RW_SESSION : any(8), NULL, NULL, &sessions[which]);
}

static void hash(void) {
  CK_MECHANISM sha = {any(5) ? CKM_SHA256 : any(0x300), NULL, 0};
  C_DigestInit(session(), &sha);
}

static void restart(void) {
  C_Finalize(NULL);
  C_Initialize(NULL);
  for (int i = 0; i < SESSIONS; i++) C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &sessions[i]);
}

static void call(void) {
  switch (any(28)) {
    case 0: generate(); break;
    case 1: start(C_EncryptInit); break;
    case 2: at_once(C_Encrypt); break;
    case 3: at_once(C_EncryptUpdate); break;
    case 4: finish(C_EncryptFinal); break;
    case 5: start(C_DecryptInit); break;
    case 6: at_once(C_Decrypt); break;
    case 7: at_once(C_DecryptUpdate); break;
    case 8: finish(C_DecryptFinal); break;
    case 9: start(C_SignInit); break;
    case 10: at_once(C_Sign); break;
    case 11: with_data(C_SignUpdate); break;
    case 12: finish(C_SignFinal); break;
    case 13: start(C_VerifyInit); break;
    case 14: verify(); break;
    case 15: with_data(C_VerifyUpdate); break;
    case 16: with_data(C_VerifyFinal); break;
    case 17: look(); break;
    case 18: read_some(); break;
    case 19: create(); break;
    case 20: if (any(4) == 0) C_DestroyObject(session(), object()); break;
    case 21: log_in(); break;
    case 22: reopen(); break;
    case 23: hash(); break;
    case 24: finish(C_DigestFinal); break;
    case 25: use_key(); break;
    default: if (any(4000) == 0) restart(); else with_data(C_DigestUpdate);
  }
}

int main(int count, char **words) {
  long calls = count > 1 ? atol(words[1]) : 1000;
  state = count > 2 ? strtoul(words[2], NULL, 10) | 1 : 1;
  CK_ULONG slots = 1;
  if (C_Initialize(NULL) != CKR_OK || C_GetSlotList(CK_TRUE, &slot, &slots) != CKR_OK) return 2;
  for (int i = 0; i < SESSIONS; i++) C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &sessions[i]);
  log_in();
  for (long i = 0; i < calls; i++) {
    // again, as some call has closed all sessions
    if (i % 10000 == 0) make_rsa();
    call();
  }
  C_Finalize(NULL);
  printf("%ld calls, %lu keys, %lu messages, %lu carried\n", calls, made, messages, carried);
  return 0;
}
