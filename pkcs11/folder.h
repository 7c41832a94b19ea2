#ifndef FOLDER_H
#define FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#define PATH_SIZE 1024

// The folder that this library lies in is laid out as /opt/cloudhsm: lib, etc, run.

// A path below it: `etc/emulator.json`.
bool below_folder(char *to, size_t size, const char *path);
// A file of the configuration, which HSM_EMULATOR_ETC moves elsewhere for one process.
bool configuration_file(char *to, size_t size, const char *name);
// A whole file as text, to be freed; NULL where it cannot be read, is empty or larger than 64 KiB.
char *read_text(const char *path);

#endif
