#ifndef TEMPLATES_H
#define TEMPLATES_H

#include <stdbool.h>

#include "cryptoki.h"

// A key's template as SoftHSM gets it: what the caller gave, what CloudHSM adds where the caller is silent, and whose the key is.

enum made_by { GENERATED, GIVEN };

struct template {
  CK_ATTRIBUTE *attributes;
  CK_ULONG count;
  // The owner's mark and the id that the caller gave, one after the other.
  CK_BYTE *id;
};

// Refuses what CloudHSM does not take. Must be freed, also where it is refused.
CK_RV complete(struct template *to, const CK_ATTRIBUTE *given, CK_ULONG count, CK_OBJECT_CLASS class, enum made_by how);
void free_template(struct template *template);

// Whether CloudHSM lets any key's attribute of this type be read.
bool is_readable(CK_ATTRIBUTE_TYPE type);

const CK_ATTRIBUTE *find_attribute(const CK_ATTRIBUTE *attributes, CK_ULONG count, CK_ATTRIBUTE_TYPE type);
// A flag as the template has it; otherwise where it says nothing or nonsense.
CK_BBOOL flag_of(const CK_ATTRIBUTE *attributes, CK_ULONG count, CK_ATTRIBUTE_TYPE type, CK_BBOOL otherwise);

#endif
