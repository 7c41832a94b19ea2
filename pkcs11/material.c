#define _GNU_SOURCE
#include "material.h"

#include <stdlib.h>
#include <string.h>

#include "slot.h"

static CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
static CK_OBJECT_CLASS secret = CKO_SECRET_KEY;
static CK_KEY_TYPE generic = CKK_GENERIC_SECRET;

CK_RV open_aside(CK_SESSION_HANDLE *aside) {
  return softhsm->C_OpenSession(softhsm_slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, aside);
}

void close_aside(CK_SESSION_HANDLE aside) {
  softhsm->C_CloseSession(aside);
}

void free_material(struct material *material) {
  if (material->bytes) explicit_bzero(material->bytes, material->length);
  free(material->bytes);
  *material = (struct material){0};
}

static CK_RV make_room(struct material *material, CK_ULONG length) {
  material->bytes = malloc(length ? length : 1);
  material->length = length;
  return material->bytes ? CKR_OK : CKR_HOST_MEMORY;
}

CK_RV wrap_whole(CK_SESSION_HANDLE aside, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrapping, CK_OBJECT_HANDLE key,
                 struct material *wrapped) {
  CK_ULONG length = 0;
  CK_RV rv = softhsm->C_WrapKey(aside, mechanism, wrapping, key, NULL, &length);
  if (rv == CKR_OK) rv = make_room(wrapped, length);
  return rv == CKR_OK ? softhsm->C_WrapKey(aside, mechanism, wrapping, key, wrapped->bytes, &wrapped->length) : rv;
}

CK_RV make_passing_key(CK_SESSION_HANDLE aside, CK_ULONG bytes, CK_OBJECT_HANDLE *key) {
  CK_MECHANISM aes = {CKM_AES_KEY_GEN, NULL, 0};
  CK_ATTRIBUTE of[] = {{CKA_VALUE_LEN, &bytes, sizeof bytes}, {CKA_WRAP, &yes, sizeof yes}, {CKA_UNWRAP, &yes, sizeof yes},
                       {CKA_EXTRACTABLE, &yes, sizeof yes}};
  return softhsm->C_GenerateKey(aside, &aes, of, sizeof of / sizeof *of, key);
}

static CK_MECHANISM any_length = {CKM_AES_KEY_WRAP_PAD, NULL, 0};

CK_RV read_shown(CK_SESSION_HANDLE aside, CK_OBJECT_HANDLE shown, struct material *material) {
  CK_ATTRIBUTE value = {CKA_VALUE, NULL, 0};
  CK_RV rv = softhsm->C_GetAttributeValue(aside, shown, &value, 1);
  if (rv == CKR_OK) rv = make_room(material, value.ulValueLen);
  value.pValue = material->bytes;
  return rv == CKR_OK ? softhsm->C_GetAttributeValue(aside, shown, &value, 1) : rv;
}

// The way out is a key that is made for it: it wraps the one that is looked for, and unwraps it as one that may be read.
CK_RV reveal(CK_SESSION_HANDLE aside, CK_OBJECT_HANDLE key, struct material *material) {
  CK_ATTRIBUTE readable[] = {{CKA_CLASS, &secret, sizeof secret},
                             {CKA_KEY_TYPE, &generic, sizeof generic},
                             {CKA_SENSITIVE, &no, sizeof no},
                             {CKA_EXTRACTABLE, &yes, sizeof yes}};
  struct material wrapped = {0};
  CK_OBJECT_HANDLE passing, shown;
  CK_RV rv = make_passing_key(aside, 32, &passing);
  if (rv == CKR_OK) rv = wrap_whole(aside, &any_length, passing, key, &wrapped);
  if (rv == CKR_OK) rv = softhsm->C_UnwrapKey(aside, &any_length, passing, wrapped.bytes, wrapped.length, readable, 4, &shown);
  if (rv == CKR_OK) rv = read_shown(aside, shown, material);
  free_material(&wrapped);
  return rv;
}

CK_RV show(CK_SESSION_HANDLE aside, const struct material *material, CK_OBJECT_HANDLE *shown) {
  CK_ATTRIBUTE of[] = {{CKA_CLASS, &secret, sizeof secret},   {CKA_KEY_TYPE, &generic, sizeof generic},
                       {CKA_SENSITIVE, &no, sizeof no},       {CKA_EXTRACTABLE, &yes, sizeof yes},
                       {CKA_VALUE, material->bytes, material->length}};
  return softhsm->C_CreateObject(aside, of, sizeof of / sizeof *of, shown);
}

CK_RV establish(struct session *session, CK_SESSION_HANDLE aside, const struct material *material, CK_ATTRIBUTE *template, CK_ULONG count,
                CK_OBJECT_HANDLE *key) {
  struct material wrapped = {0};
  CK_OBJECT_HANDLE passing, shown;
  CK_RV rv = make_passing_key(aside, 32, &passing);
  if (rv == CKR_OK) rv = show(aside, material, &shown);
  if (rv == CKR_OK) rv = wrap_whole(aside, &any_length, passing, shown, &wrapped);
  if (rv == CKR_OK) rv = softhsm->C_UnwrapKey(session->handle, &any_length, passing, wrapped.bytes, wrapped.length, template, count, key);
  free_material(&wrapped);
  return rv;
}

CK_RV copy_for(CK_SESSION_HANDLE aside, CK_OBJECT_HANDLE key, CK_ATTRIBUTE_TYPE use, CK_OBJECT_HANDLE *copy) {
  CK_ATTRIBUTE other[] = {{CKA_TOKEN, &no, sizeof no}, {use, &yes, sizeof yes}};
  return softhsm->C_CopyObject(aside, key, other, 2, copy);
}
