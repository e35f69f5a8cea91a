/* phrases.h - the ids of what an audit says, made of phrase_list.h. */
#ifndef EGB_AUDIT_PHRASES_H
#define EGB_AUDIT_PHRASES_H

#include "model/phrase.h"

typedef enum egb_audit_phrase_id {
#define EGB_PHRASE(id, english, chinese, japanese) EGB_SAY_##id,
#include "audit/phrase_list.h"
  EGB_AUDIT_PHRASES
} egb_audit_phrase_id;

extern const egb_phrase egb_audit_phrases[EGB_AUDIT_PHRASES];

#endif
