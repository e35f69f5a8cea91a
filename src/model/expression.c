/* Reading of expressions: E. W. Dijkstra's shunting yard (MR 34/61, 1961). Operators wait on a stack of their own until
 * what follows binds no tighter; hostile nesting meets a bound, not the end of the program's stack. */
#include "model/expression_step.h"

#include "base/codes.h"
#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

#define STEPS_MAX 500
#define NESTING_MAX 64
#define WAITING_MAX 256

enum { COMPARISON = 1, SUM, PRODUCT, SIGN, POWER }; /* how tight an operator binds */

typedef struct infix {
  char text[3];
  egb_step_kind kind;
  int binds;
} infix;

/* Longer texts come before their prefixes. */
static const infix operators[] = {{"<=", EGB_STEP_LESS_EQUAL, COMPARISON}, {">=", EGB_STEP_GREATER_EQUAL, COMPARISON},
                                  {"!=", EGB_STEP_UNEQUAL, COMPARISON},    {"==", EGB_STEP_EQUAL, COMPARISON},
                                  {"<", EGB_STEP_LESS, COMPARISON},        {">", EGB_STEP_GREATER, COMPARISON},
                                  {"=", EGB_STEP_EQUAL, COMPARISON},       {"+", EGB_STEP_ADD, SUM},
                                  {"-", EGB_STEP_SUBTRACT, SUM},           {"*", EGB_STEP_MULTIPLY, PRODUCT},
                                  {"/", EGB_STEP_DIVIDE, PRODUCT},         {"^", EGB_STEP_POWER, POWER}};

/* Something on the stack of the waiting: an operator, or an opened parenthesis (binds 0). */
typedef struct waiting {
  egb_step_kind kind;
  int binds;
  size_t at;
  const egb_function *function; /* parenthesis of a call */
  size_t arguments;             /* finished ones */
} waiting;

typedef struct parser {
  egb_arena *arena;
  const char *text;
  egb_place place;
  egb_diag *diag;
  size_t at;
  egb_step step[STEPS_MAX];
  size_t step_count, depth;
  egb_expression_name column[STEPS_MAX];
  size_t column_count;
  waiting waiting[WAITING_MAX];
  size_t waiting_count, nesting;
  bool refused; /* reported, or out of memory */
} parser;

/* A place inside the expression. A text with escapes or folded lines is longer in its file than in memory; what would
 * point behind it points to the whole. */
static egb_place inside(const parser *p, size_t at, size_t length) {
  if (at > p->place.length)
    return p->place;
  const size_t room = p->place.length - at;
  return (egb_place){p->place.source, p->place.offset + (uint32_t)at, (uint32_t)(length < room ? length : room)};
}

static void refuse(parser *p, size_t at, size_t length, const char *what, const char *hint) {
  p->refused = true;
  egb_diag_at(p->diag, EGB_SEVERITY_ERROR, EGB_E_EXPRESSION, inside(p, at, length), "%s", what);
  if (hint != NULL)
    egb_diag_hint(p->diag, "%s", hint);
}

static void emit(parser *p, egb_step step) {
  if (p->refused)
    return;
  const size_t depth = p->depth - egb_step_takes(step.kind) + egb_step_gives(step.kind);
  if (p->step_count == STEPS_MAX || depth >= EGB_EXPRESSION_STACK) { /* one row is left to sort in */
    refuse(p, p->at, 1, "the expression is too long or nested too deeply",
           "split it: compute a part of it in the data file, as a column of its own");
    return;
  }
  p->step[p->step_count++] = step;
  p->depth = depth;
}

static void emit_waiting(parser *p, const waiting *top) {
  emit(p, (egb_step){.kind = top->kind});
}

static void wait_for(parser *p, waiting w) {
  if (p->waiting_count == WAITING_MAX || (w.binds == 0 && ++p->nesting > NESTING_MAX)) {
    refuse(p, w.at, 1, "the expression is nested too deeply", "use fewer parentheses and signs");
    return;
  }
  p->waiting[p->waiting_count++] = w;
}

/* Lets every waiting operator go that binds at least as tight, down to the next parenthesis. */
static void release(parser *p, int binds) {
  while (p->waiting_count > 0 && p->waiting[p->waiting_count - 1].binds >= binds &&
         p->waiting[p->waiting_count - 1].binds > 0)
    emit_waiting(p, &p->waiting[--p->waiting_count]);
}

static bool is_name(char c) { /* bytes of letters outside ASCII included */
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || egb_is_digit(c) ||
         (unsigned char)c >= 0x80;
}

static void skip_space(parser *p) {
  while (p->text[p->at] == ' ' || p->text[p->at] == '\t' || p->text[p->at] == '\n' || p->text[p->at] == '\r')
    p->at++;
}

static void read_number(parser *p) {
  const size_t start = p->at;
  const char *text = p->text;
  while (is_name(text[p->at]) ||
         ((text[p->at] == '+' || text[p->at] == '-') && (text[p->at - 1] == 'e' || text[p->at - 1] == 'E')))
    p->at++;
  double value = 0;
  const egb_number_fault fault = egb_number_parse(text + start, p->at - start, &value);
  if (fault != EGB_NUMBER_OK) {
    p->refused = true;
    egb_diag_at(p->diag, EGB_SEVERITY_ERROR, EGB_E_EXPRESSION, inside(p, start, p->at - start),
                "`%.*s` is not a number: %s", (int)(p->at - start > 60 ? 60 : p->at - start), text + start,
                egb_number_fault_text(fault));
    egb_diag_hint(p->diag, "%s; a column whose name starts with a digit is written in square brackets",
                  egb_number_fault_help(fault));
    return;
  }
  emit(p, (egb_step){.kind = EGB_STEP_NUMBER, .number = value});
}

static void name_column(parser *p, size_t start, size_t length) {
  size_t i = 0;
  while (i < p->column_count &&
         (strncmp(p->column[i].name, p->text + start, length) != 0 || p->column[i].name[length] != '\0'))
    i++;
  if (i == p->column_count && i < STEPS_MAX) {
    const char *name = egb_arena_text(p->arena, p->text + start, length);
    if (name == NULL) {
      p->refused = true;
      return;
    }
    p->column[p->column_count++] = (egb_expression_name){name, inside(p, start, length)};
  }
  emit(p, (egb_step){.kind = EGB_STEP_COLUMN, .column = i});
}

static void read_bracketed(parser *p) {
  const size_t start = p->at;
  const char *close = strchr(p->text + start, ']');
  if (close == NULL || close == p->text + start + 1) {
    refuse(p, start, close == NULL ? 1 : 2, close == NULL ? "this bracket is never closed" : "no name in the brackets",
           "write the column's name between [ and ]");
    return;
  }
  p->at = (size_t)(close - p->text) + 1;
  name_column(p, start + 1, p->at - start - 2);
}

static void open_call(parser *p, size_t start, size_t length) {
  const egb_function *found = egb_function_find(p->text + start, length);
  if (found != NULL) {
    wait_for(p, (waiting){.at = start, .function = found});
    p->at++;
    return;
  }
  p->refused = true;
  const int shown = (int)(length > 60 ? 60 : length);
  egb_diag_at(p->diag, EGB_SEVERITY_ERROR, EGB_E_EXPRESSION, inside(p, start, length), "unknown function `%.*s`", shown,
              p->text + start);
  const char *typed = egb_arena_text(p->arena, p->text + start, (size_t)shown);
  if (typed != NULL)
    egb_function_hint(p->diag, typed);
}

static void read_name(parser *p) {
  const size_t start = p->at;
  while (is_name(p->text[p->at]))
    p->at++;
  const size_t length = p->at - start;
  skip_space(p);
  if (p->text[p->at] == '(')
    open_call(p, start, length);
  else if (length == strlen("missing") && strncmp(p->text + start, "missing", length) == 0)
    emit(p, (egb_step){.kind = EGB_STEP_NUMBER, .number = (double)NAN});
  else
    name_column(p, start, length);
}

/* A value is expected. Returns whether one was read, so that an operator comes next. */
static bool read_operand(parser *p) {
  const char c = p->text[p->at];
  if (c == '-') {
    wait_for(p, (waiting){.kind = EGB_STEP_NEGATE, .binds = SIGN, .at = p->at});
    p->at++;
    return false;
  }
  if (c == '(') {
    wait_for(p, (waiting){.at = p->at});
    p->at++;
    return false;
  }
  if (egb_is_digit(c) || (c == '.' && egb_is_digit(p->text[p->at + 1])))
    read_number(p);
  else if (c == '[')
    read_bracketed(p);
  else if (is_name(c)) {
    const size_t before = p->waiting_count;
    read_name(p);
    return p->waiting_count == before; /* a call has only opened its parenthesis */
  } else
    refuse(p, p->at, 1, "a number, a column or an opening parenthesis is expected here",
           c == '+' ? "leave the sign out" : "the expression is not complete");
  return true;
}

/* One argument of a call is complete. Functions of any number of arguments take them one by one. */
static void finish_argument(parser *p, waiting *call) {
  const egb_step_kind kind = call->function->kind;
  call->arguments++;
  if (call->function->most > 0)
    return;
  if (call->arguments > 1)
    emit(p, (egb_step){.kind = kind});
  else if (kind == EGB_STEP_MEAN_NEXT)
    emit(p, (egb_step){.kind = EGB_STEP_MEAN_FIRST});
  else if (kind == EGB_STEP_COUNT)
    emit(p, (egb_step){.kind = EGB_STEP_COUNT_FIRST});
}

static void finish_call(parser *p, const waiting *call) {
  const egb_function *f = call->function;
  if (call->arguments < f->least || (f->most > 0 && call->arguments > f->most)) {
    p->refused = true;
    egb_diag_at(p->diag, EGB_SEVERITY_ERROR, EGB_E_EXPRESSION, inside(p, call->at, p->at - call->at),
                "%s takes %zu argument%s, not %zu", f->name, f->most > call->arguments ? f->least : f->most,
                (f->most > call->arguments ? f->least : f->most) == 1 ? "" : "s", call->arguments);
    egb_diag_hint(p->diag, "write %s", f->shape);
    return;
  }
  if (f->kind == EGB_STEP_ROUND && call->arguments == 1)
    emit(p, (egb_step){.kind = EGB_STEP_NUMBER});
  if (f->most > 0)
    emit(p, (egb_step){.kind = f->kind});
  else if (f->kind == EGB_STEP_MEAN_NEXT)
    emit(p, (egb_step){.kind = EGB_STEP_MEAN});
}

static void close_parenthesis(parser *p) {
  release(p, COMPARISON);
  if (p->waiting_count == 0) {
    refuse(p, p->at, 1, "this parenthesis was never opened", "remove it, or open one before it");
    return;
  }
  waiting *top = &p->waiting[p->waiting_count - 1];
  p->at++;
  if (top->function != NULL) {
    finish_argument(p, top);
    finish_call(p, top);
  }
  p->waiting_count--;
  p->nesting--;
}

static void next_argument(parser *p) {
  release(p, COMPARISON);
  if (p->waiting_count == 0 || p->waiting[p->waiting_count - 1].function == NULL) {
    refuse(p, p->at, 1, "a comma can only separate the arguments of a function",
           "a decimal point is written as a point: 3.14");
    return;
  }
  finish_argument(p, &p->waiting[p->waiting_count - 1]);
  p->at++;
}

/* An operator, a comma or a closing parenthesis is expected. Returns whether a value comes next. */
static bool read_operator(parser *p) {
  if (p->text[p->at] == ')') {
    close_parenthesis(p);
    return false;
  }
  if (p->text[p->at] == ',') {
    next_argument(p);
    return true;
  }
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
    const infix *o = &operators[i];
    const size_t length = strlen(o->text);
    if (strncmp(p->text + p->at, o->text, length) != 0)
      continue;
    release(p, o->binds == POWER ? POWER + 1 : o->binds + (o->binds == COMPARISON)); /* 2^3^2 is 2^(3^2) */
    if (o->binds == COMPARISON && p->waiting_count > 0 && p->waiting[p->waiting_count - 1].binds == COMPARISON)
      refuse(p, p->at, length, "comparisons cannot be chained", "compare twice and multiply: (a < b) * (b < c)");
    wait_for(p, (waiting){.kind = o->kind, .binds = o->binds, .at = p->at});
    p->at += length;
    return true;
  }
  refuse(p, p->at, 1, "an operator is expected here",
         "a column whose name is not made of letters, digits, _ and . is written in square brackets: [I-16]");
  return true;
}

static egb_expression *take(parser *p) {
  egb_expression *e = egb_arena_array(p->arena, 1, sizeof *e);
  egb_step *step = egb_arena_duplicate(p->arena, p->step, p->step_count, sizeof *step);
  egb_expression_name *column = egb_arena_duplicate(p->arena, p->column, p->column_count, sizeof *column);
  if (egb_arena_failed(p->arena))
    return NULL;
  *e = (egb_expression){step, p->step_count, column, p->column_count};
  return e;
}

egb_expression *egb_expression_parse(egb_arena *arena, const char *text, egb_place place, egb_diag *diag) {
  parser p = {.arena = arena, .text = text, .place = place, .diag = diag};
  bool operand = true;
  for (skip_space(&p); !p.refused && text[p.at] != '\0'; skip_space(&p))
    operand = operand ? !read_operand(&p) : read_operator(&p);
  if (!p.refused && operand)
    refuse(&p, p.at > 0 ? p.at - 1 : 0, 1, "the expression is not complete",
           "a number, a column or an opening parenthesis must follow");
  if (!p.refused)
    release(&p, COMPARISON);
  if (!p.refused && p.waiting_count > 0)
    refuse(&p, p.waiting[p.waiting_count - 1].at, 1, "this parenthesis is never closed", "add a ) behind its contents");
  return p.refused ? NULL : take(&p);
}

size_t egb_expression_column_count(const egb_expression *expression) {
  return expression->column_count;
}

const char *egb_expression_column(const egb_expression *expression, size_t i) {
  return expression->column[i].name;
}

egb_place egb_expression_column_place(const egb_expression *expression, size_t i) {
  return expression->column[i].place;
}
