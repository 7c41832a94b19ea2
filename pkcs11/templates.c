#include "templates.h"

#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "library.h"

#define MOST_ATTRIBUTES 64
#define LONGEST_ID 4096

// https://docs.aws.amazon.com/cloudhsm/latest/userguide/pkcs11-attributes-interpreting.html
struct usual {
  CK_ATTRIBUTE_TYPE type;
  CK_BBOOL generated, given;
};

static const struct usual secret[] = {
    {CKA_TOKEN, CK_FALSE, CK_FALSE},    {CKA_PRIVATE, CK_TRUE, CK_TRUE},   {CKA_SENSITIVE, CK_TRUE, CK_TRUE},
    {CKA_EXTRACTABLE, CK_TRUE, CK_TRUE}, {CKA_ENCRYPT, CK_FALSE, CK_FALSE}, {CKA_DECRYPT, CK_FALSE, CK_FALSE},
    {CKA_WRAP, CK_FALSE, CK_FALSE},     {CKA_UNWRAP, CK_FALSE, CK_FALSE},  {CKA_SIGN, CK_TRUE, CK_FALSE},
    {CKA_VERIFY, CK_TRUE, CK_FALSE},    {CKA_DERIVE, CK_FALSE, CK_FALSE},
};
static const struct usual private[] = {
    {CKA_TOKEN, CK_FALSE, CK_FALSE},     {CKA_PRIVATE, CK_TRUE, CK_TRUE},   {CKA_SENSITIVE, CK_TRUE, CK_TRUE},
    {CKA_EXTRACTABLE, CK_TRUE, CK_TRUE}, {CKA_DECRYPT, CK_FALSE, CK_FALSE}, {CKA_SIGN, CK_FALSE, CK_FALSE},
    {CKA_UNWRAP, CK_FALSE, CK_FALSE},    {CKA_DERIVE, CK_FALSE, CK_FALSE},
};
static const struct usual public[] = {
    {CKA_TOKEN, CK_FALSE, CK_FALSE},  {CKA_PRIVATE, CK_TRUE, CK_TRUE}, {CKA_ENCRYPT, CK_FALSE, CK_FALSE},
    {CKA_VERIFY, CK_FALSE, CK_FALSE}, {CKA_WRAP, CK_FALSE, CK_FALSE},  {CKA_DERIVE, CK_FALSE, CK_FALSE},
};

// What any of CloudHSM's tables lets a template have.
static const CK_ATTRIBUTE_TYPE taken[] = {
    CKA_CLASS,    CKA_KEY_TYPE,   CKA_LABEL,         CKA_ID,          CKA_TOKEN,           CKA_PRIVATE,
    CKA_ENCRYPT,  CKA_DECRYPT,    CKA_DERIVE,        CKA_MODIFIABLE,  CKA_DESTROYABLE,     CKA_SIGN,
    CKA_VERIFY,   CKA_WRAP,       CKA_WRAP_TEMPLATE, CKA_TRUSTED,     CKA_WRAP_WITH_TRUSTED, CKA_UNWRAP,
    CKA_UNWRAP_TEMPLATE, CKA_SENSITIVE, CKA_EXTRACTABLE, CKA_MODULUS, CKA_MODULUS_BITS,    CKA_PRIME_1,
    CKA_PRIME_2,  CKA_COEFFICIENT, CKA_EXPONENT_1,   CKA_EXPONENT_2,  CKA_PRIVATE_EXPONENT, CKA_PUBLIC_EXPONENT,
    CKA_EC_PARAMS, CKA_EC_POINT,  CKA_VALUE,         CKA_VALUE_LEN,
};

// What can be read besides.
static const CK_ATTRIBUTE_TYPE read_only[] = {CKA_LOCAL,       CKA_NEVER_EXTRACTABLE, CKA_ALWAYS_SENSITIVE,
                                              CKA_CHECK_VALUE, CKA_SIGN_RECOVER,      CKA_VERIFY_RECOVER};

static CK_BBOOL yes = CK_TRUE, no = CK_FALSE;

const CK_ATTRIBUTE *find_attribute(const CK_ATTRIBUTE *attributes, CK_ULONG count, CK_ATTRIBUTE_TYPE type) {
  for (CK_ULONG i = 0; i < count; i++)
    if (attributes[i].type == type) return &attributes[i];
  return NULL;
}

CK_BBOOL flag_of(const CK_ATTRIBUTE *attributes, CK_ULONG count, CK_ATTRIBUTE_TYPE type, CK_BBOOL otherwise) {
  const CK_ATTRIBUTE *found = find_attribute(attributes, count, type);
  if (!found || !found->pValue || found->ulValueLen != sizeof(CK_BBOOL)) return otherwise;
  return *(const CK_BBOOL *)found->pValue;
}

static bool is_taken(CK_ATTRIBUTE_TYPE type) {
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
    if (taken[i] == type) return true;
  return false;
}

bool is_readable(CK_ATTRIBUTE_TYPE type) {
  for (size_t i = 0; i < sizeof read_only / sizeof *read_only; i++)
    if (read_only[i] == type) return true;
  return is_taken(type);
}

static CK_RV checked(const CK_ATTRIBUTE *given, CK_ULONG count) {
  if (count > MOST_ATTRIBUTES || (count > 0 && !given)) return CKR_ARGUMENTS_BAD;
  for (CK_ULONG i = 0; i < count; i++) {
    if (!is_taken(given[i].type)) return CKR_ATTRIBUTE_TYPE_INVALID;
    if (given[i].ulValueLen > 0 && !given[i].pValue) return CKR_ATTRIBUTE_VALUE_INVALID;
  }
  // it can be set to its only value
  return flag_of(given, count, CKA_PRIVATE, CK_TRUE) ? CKR_OK : CKR_ATTRIBUTE_VALUE_INVALID;
}

static CK_RV mark(struct template *to, const CK_ATTRIBUTE *id) {
  CK_ULONG length = id ? id->ulValueLen : 0;
  if (length > LONGEST_ID) return CKR_ATTRIBUTE_VALUE_INVALID;
  to->id = malloc(OWNER_SIZE + length);
  if (!to->id) return CKR_HOST_MEMORY;
  memcpy(to->id, owner, OWNER_SIZE);
  if (length > 0) memcpy(to->id + OWNER_SIZE, id->pValue, length);
  to->attributes[to->count++] = (CK_ATTRIBUTE){CKA_ID, to->id, OWNER_SIZE + length};
  return CKR_OK;
}

static void add_usual(struct template *to, const struct usual *usual, size_t size, enum made_by how) {
  for (size_t i = 0; i < size; i++) {
    if (find_attribute(to->attributes, to->count, usual[i].type)) continue;
    CK_BBOOL value = how == GENERATED ? usual[i].generated : usual[i].given;
    to->attributes[to->count++] = (CK_ATTRIBUTE){usual[i].type, value ? &yes : &no, sizeof(CK_BBOOL)};
  }
}

CK_RV complete(struct template *to, const CK_ATTRIBUTE *given, CK_ULONG count, CK_OBJECT_CLASS class, enum made_by how) {
  *to = (struct template){0};
  CK_RV rv = checked(given, count);
  if (rv != CKR_OK) return rv;
  to->attributes = calloc(count + 1 + sizeof secret / sizeof *secret, sizeof *to->attributes);
  if (!to->attributes) return CKR_HOST_MEMORY;
  for (CK_ULONG i = 0; i < count; i++)
    if (given[i].type != CKA_ID) to->attributes[to->count++] = given[i];
  if (class == CKO_SECRET_KEY) add_usual(to, secret, sizeof secret / sizeof *secret, how);
  if (class == CKO_PRIVATE_KEY) add_usual(to, private, sizeof private / sizeof *private, how);
  if (class == CKO_PUBLIC_KEY) add_usual(to, public, sizeof public / sizeof *public, how);
  return mark(to, find_attribute(given, count, CKA_ID));
}

void free_template(struct template *template) {
  free(template->attributes);
  free(template->id);
}
