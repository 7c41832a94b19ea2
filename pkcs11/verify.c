#include "ciphers.h"
#include "objects.h"
#include "signatures.h"

CK_RV C_VerifyInit(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  if (session->verifying.kind != NONE) return leave(CKR_OPERATION_ACTIVE);
  const struct mechanism *known = offered(mechanism, CKF_VERIFY);
  if (!known) return leave(CKR_MECHANISM_INVALID);
  rv = fitting_key(session, key, known);
  if (rv != CKR_OK) return leave(rv);
  if (known->hash) return leave(start_hashing(session, &session->verifying, known, key, CKA_VERIFY));
  rv = softhsm->C_VerifyInit(handle, mechanism, key);
  if (rv == CKR_OK) pass_on(&session->verifying, known, key);
  return leave(rv);
}

// Ends what SoftHSM has begun: it has no call for that, and what is single-part goes on until it is done.
static void abandon(struct session *session) {
  CK_BYTE rest[64] = {0};
  CK_ULONG length = sizeof rest;
  bool passed_on = session->verifying.kind == PASSED_ON;
  if (passed_on && session->verifying.single_part) softhsm->C_Verify(session->handle, rest, 1, rest, sizeof rest);
  else if (passed_on) softhsm->C_VerifyFinal(session->handle, rest, sizeof rest);
  else softhsm->C_DigestFinal(session->handle, rest, &length);
  end_operation(&session->verifying);
}

static CK_RV verify_digest(struct session *session, CK_BYTE *data, CK_ULONG length, CK_BYTE *signature, CK_ULONG signature_length) {
  struct running *operation = &session->verifying;
  CK_RV rv = finish_hashing(session, operation, data, length);
  CK_MECHANISM ecdsa = {CKM_ECDSA, NULL, 0};
  if (rv == CKR_OK) rv = softhsm->C_VerifyInit(session->handle, &ecdsa, operation->key);
  if (rv != CKR_OK) return rv;
  return softhsm->C_Verify(session->handle, operation->digest, operation->digest_length, signature, signature_length);
}

CK_RV C_Verify(CK_SESSION_HANDLE handle, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR signature, CK_ULONG signature_length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  struct running *operation = &session->verifying;
  if (operation->kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (!data || !signature) rv = CKR_ARGUMENTS_BAD;
  else if (operation->limit > 0 && length > operation->limit) rv = CKR_DATA_LEN_RANGE;
  if (rv != CKR_OK) {
    abandon(session);
    return leave(rv);
  }
  if (operation->kind == HASHED_HERE) rv = verify_digest(session, data, length, signature, signature_length);
  else rv = softhsm->C_Verify(handle, data, length, signature, signature_length);
  end_operation(operation);
  return leave(rv);
}

CK_RV C_VerifyUpdate(CK_SESSION_HANDLE handle, CK_BYTE_PTR data, CK_ULONG length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  struct running *operation = &session->verifying;
  if (operation->kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (!data) rv = CKR_ARGUMENTS_BAD;
  else if (operation->single_part) rv = CKR_MECHANISM_INVALID;
  else if (operation->limit > 0 && length > operation->limit) rv = CKR_DATA_LEN_RANGE;
  else if (operation->kind == HASHED_HERE) rv = softhsm->C_DigestUpdate(handle, data, length);
  else rv = softhsm->C_VerifyUpdate(handle, data, length);
  if (rv != CKR_OK) abandon(session);
  return leave(rv);
}

CK_RV C_VerifyFinal(CK_SESSION_HANDLE handle, CK_BYTE_PTR signature, CK_ULONG length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  if (rv != CKR_OK) return leave(rv);
  struct running *operation = &session->verifying;
  if (operation->kind == NONE) return leave(CKR_OPERATION_NOT_INITIALIZED);
  if (operation->single_part || !signature) {
    rv = operation->single_part ? CKR_MECHANISM_INVALID : CKR_ARGUMENTS_BAD;
    abandon(session);
    return leave(rv);
  }
  if (operation->kind == HASHED_HERE) rv = verify_digest(session, NULL, 0, signature, length);
  else rv = softhsm->C_VerifyFinal(handle, signature, length);
  end_operation(operation);
  return leave(rv);
}
