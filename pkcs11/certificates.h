#ifndef CERTIFICATES_H
#define CERTIFICATES_H

#include <stdbool.h>

#include "library.h"

// Certificates are everybody's, logged in or not, where `configure-pkcs11 --enable-certificate-storage` has asked for them:
// https://docs.aws.amazon.com/cloudhsm/latest/userguide/pkcs11-certificate-storage.html

CK_RV create_certificate(struct session *session, const CK_ATTRIBUTE *given, CK_ULONG count, CK_OBJECT_HANDLE *object);
CK_RV change_certificate(struct session *session, CK_OBJECT_HANDLE object, const CK_ATTRIBUTE *given, CK_ULONG count);
// Whether a certificate has an attribute of this type.
bool is_of_certificate(CK_ATTRIBUTE_TYPE type);

#endif
