#include "certificates.h"

#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "objects.h"
#include "templates.h"

#define ANY 0xffffffffUL

// https://docs.aws.amazon.com/cloudhsm/latest/userguide/pkcs11-certificate-storage-attributes.html
static const struct rule {
  CK_ATTRIBUTE_TYPE type;
  // Bytes at most; 0 where it has one value alone.
  CK_ULONG longest;
  CK_ULONG only;
  bool needed;
} rules[] = {
    {CKA_CLASS, 0, CKO_CERTIFICATE, true},
    {CKA_CERTIFICATE_TYPE, 0, CKC_X_509, true},
    {CKA_CERTIFICATE_CATEGORY, 0, 0, false},
    {CKA_TOKEN, 0, CK_TRUE, false},
    {CKA_MODIFIABLE, 0, CK_TRUE, false},
    {CKA_DESTROYABLE, 0, CK_TRUE, false},
    {CKA_PRIVATE, 0, CK_FALSE, false},
    {CKA_COPYABLE, 0, CK_FALSE, false},
    {CKA_TRUSTED, 0, CK_FALSE, false},
    {CKA_SUBJECT, ANY, 0, true},
    {CKA_VALUE, 32768, 0, true},
    {CKA_LABEL, 127, 0, false},
    {CKA_ID, 128, 0, false},
    {CKA_PUBLIC_KEY_INFO, 16384, 0, false},
    {CKA_ISSUER, ANY, 0, false},
    {CKA_SERIAL_NUMBER, ANY, 0, false},
    {CKA_START_DATE, sizeof(CK_DATE), 0, false},
    {CKA_END_DATE, sizeof(CK_DATE), 0, false},
    {CKA_CHECK_VALUE, 3, 0, false},
};
#define RULES (sizeof rules / sizeof *rules)

static const struct rule *rule_of(CK_ATTRIBUTE_TYPE type) {
  for (size_t i = 0; i < RULES; i++)
    if (rules[i].type == type) return &rules[i];
  return NULL;
}

bool is_of_certificate(CK_ATTRIBUTE_TYPE type) {
  return rule_of(type) != NULL;
}

static CK_RV keeps_rules(const CK_ATTRIBUTE *given, CK_ULONG count) {
  if (count > RULES || (count > 0 && !given)) return CKR_ARGUMENTS_BAD;
  for (CK_ULONG i = 0; i < count; i++) {
    const struct rule *rule = rule_of(given[i].type);
    if (!rule) return CKR_ATTRIBUTE_TYPE_INVALID;
    if (given[i].ulValueLen > 0 && !given[i].pValue) return CKR_ATTRIBUTE_VALUE_INVALID;
    CK_ULONG value = 0;
    if (rule->longest > 0 && given[i].ulValueLen > rule->longest) return CKR_ATTRIBUTE_VALUE_INVALID;
    if (rule->longest > 0) continue;
    if (given[i].ulValueLen != sizeof value && given[i].ulValueLen != sizeof(CK_BBOOL)) return CKR_ATTRIBUTE_VALUE_INVALID;
    memcpy(&value, given[i].pValue, given[i].ulValueLen);
    if (value != rule->only) return CKR_ATTRIBUTE_VALUE_INVALID;
  }
  return CKR_OK;
}

// The id with nobody's mark in front: in the store all ids have one. To be freed.
static CK_BYTE *marked_id(const CK_ATTRIBUTE *id, CK_ULONG *length) {
  *length = OWNER_SIZE + (id ? id->ulValueLen : 0);
  CK_BYTE *marked = calloc(1, *length);
  if (marked && id && id->ulValueLen > 0) memcpy(marked + OWNER_SIZE, id->pValue, id->ulValueLen);
  return marked;
}

CK_RV create_certificate(struct session *session, const CK_ATTRIBUTE *given, CK_ULONG count, CK_OBJECT_HANDLE *object) {
  static CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
  CK_RV rv = certificates_are_kept() ? keeps_rules(given, count) : CKR_ATTRIBUTE_VALUE_INVALID;
  if (rv != CKR_OK) return rv;
  for (size_t i = 0; i < RULES; i++)
    if (rules[i].needed && !find_attribute(given, count, rules[i].type)) return CKR_TEMPLATE_INCOMPLETE;
  CK_ATTRIBUTE all[RULES + 3];
  CK_ULONG kept = 0, length;
  for (CK_ULONG i = 0; i < count; i++)
    if (given[i].type != CKA_ID && given[i].type != CKA_TOKEN && given[i].type != CKA_PRIVATE) all[kept++] = given[i];
  CK_BYTE *id = marked_id(find_attribute(given, count, CKA_ID), &length);
  if (!id) return CKR_HOST_MEMORY;
  all[kept++] = (CK_ATTRIBUTE){CKA_ID, id, length};
  all[kept++] = (CK_ATTRIBUTE){CKA_TOKEN, &yes, sizeof yes};
  all[kept++] = (CK_ATTRIBUTE){CKA_PRIVATE, &no, sizeof no};
  rv = softhsm->C_CreateObject(session->handle, all, kept, object);
  free(id);
  return rv;
}

CK_RV change_certificate(struct session *session, CK_OBJECT_HANDLE object, const CK_ATTRIBUTE *given, CK_ULONG count) {
  CK_RV rv = keeps_rules(given, count);
  if (rv != CKR_OK) return rv;
  CK_ATTRIBUTE all[RULES];
  CK_ULONG length;
  CK_BYTE *id = marked_id(find_attribute(given, count, CKA_ID), &length);
  if (!id) return CKR_HOST_MEMORY;
  for (CK_ULONG i = 0; i < count; i++) all[i] = given[i].type == CKA_ID ? (CK_ATTRIBUTE){CKA_ID, id, length} : given[i];
  rv = softhsm->C_SetAttributeValue(session->handle, object, all, count);
  free(id);
  return rv;
}
