/* tune_keys.h - what the keys of the desk do. */
#ifndef EGB_DESK_TUNE_KEYS_H
#define EGB_DESK_TUNE_KEYS_H

#include "tune_screen.h"
#include "tune_terminal.h"

typedef enum tune_wish { TUNE_GO_ON, TUNE_QUIT, TUNE_WRITE, TUNE_SAVE } tune_wish;

/* Takes one key in; what the desk cannot do itself is wished for. After TUNE_SAVE the name is prompt.text. */
tune_wish tune_take_key(tune_desk *desk, const tune_event *event);

#endif
