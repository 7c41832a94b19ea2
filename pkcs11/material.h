#ifndef MATERIAL_H
#define MATERIAL_H

#include "library.h"

// The bytes of keys, for mechanisms that SoftHSM has not got. Only of a key that may leave the HSMs: SoftHSM itself sees to that.

struct material {
  CK_BYTE *bytes;
  CK_ULONG length;
};

// A session of SoftHSM's own, beside the caller's and what runs there. What is made in it goes with it.
CK_RV open_aside(CK_SESSION_HANDLE *aside);
void close_aside(CK_SESSION_HANDLE aside);

// A secret key's value, or a private key as PKCS #8. Must be freed, also where it failed.
CK_RV reveal(CK_SESSION_HANDLE aside, CK_OBJECT_HANDLE key, struct material *material);
// A key of these bytes that gives them away.
CK_RV show(CK_SESSION_HANDLE aside, const struct material *material, CK_OBJECT_HANDLE *shown);
// What a key that gives itself away consists of.
CK_RV read_shown(CK_SESSION_HANDLE aside, CK_OBJECT_HANDLE shown, struct material *material);
// The key that a template describes, in the caller's session.
CK_RV establish(struct session *session, CK_SESSION_HANDLE aside, const struct material *material, CK_ATTRIBUTE *template, CK_ULONG count,
                CK_OBJECT_HANDLE *key);
// A key that does what its original may not: SoftHSM lets no key that only wraps encrypt.
CK_RV copy_for(CK_SESSION_HANDLE aside, CK_OBJECT_HANDLE key, CK_ATTRIBUTE_TYPE use, CK_OBJECT_HANDLE *copy);
// A key for one use only, and room for what it wraps.
CK_RV make_passing_key(CK_SESSION_HANDLE aside, CK_ULONG bytes, CK_OBJECT_HANDLE *key);
CK_RV wrap_whole(CK_SESSION_HANDLE aside, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrapping, CK_OBJECT_HANDLE key, struct material *wrapped);
void free_material(struct material *material);

#endif
