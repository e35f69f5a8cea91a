/* yaml_fault.h - what libyaml found wrong, explained to readers who have never read the YAML standard. */
#ifndef EGB_READ_YAML_FAULT_H
#define EGB_READ_YAML_FAULT_H

#include "base/diag.h"

typedef struct egb_yaml_fault {
  const char *problem, *context; /* libyaml's sentences; context may be NULL */
  size_t problem_at, context_at; /* bytes in the source */
} egb_yaml_fault;

/* Reports an error at its place in the source, with what to write instead. */
void egb_yaml_fault_report(const egb_source *source, const egb_yaml_fault *fault, egb_diag *diag);

#endif
