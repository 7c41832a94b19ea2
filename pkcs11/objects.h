#ifndef OBJECTS_H
#define OBJECTS_H

#include <stdbool.h>

#include "library.h"
#include "mechanisms.h"

// Whose an object is stands in front of its id in SoftHSM's store. A crypto user sees the own keys, everybody's public ones,
// and certificates.

// The mark of an object that the user sees and the id behind it, to be freed; NULL for any other object.
CK_BYTE *seen_id(struct session *session, CK_OBJECT_HANDLE object, CK_ULONG *length);
// CKR_OK where the user may destroy it.
CK_RV own_object(struct session *session, CK_OBJECT_HANDLE object);
// CKR_OK where the user sees the key, and the HSMs let it be used now.
CK_RV usable_key(struct session *session, CK_OBJECT_HANDLE key);
// CKR_OK where besides the key is of a type that the mechanism is for.
CK_RV fitting_key(struct session *session, CK_OBJECT_HANDLE key, const struct mechanism *mechanism);
// CKR_OK where the user may make a key of this template now.
CK_RV may_make(const CK_ATTRIBUTE *given, CK_ULONG count);
// A flag of an object; false where it has none.
bool object_flag(struct session *session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);

#endif
