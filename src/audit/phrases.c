#include "audit/phrases.h"

const egb_phrase egb_audit_phrases[EGB_AUDIT_PHRASES] = {
#define EGB_PHRASE(id, english, chinese, japanese) [EGB_SAY_##id] = {{english, chinese, japanese}},
#include "audit/phrase_list.h"
};
