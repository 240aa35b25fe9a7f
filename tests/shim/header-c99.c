/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The header of the shim on its own, as C99: that this compiles without a warning is the test. */
#include "shim/xap.h"

extern int header_c99;
int header_c99 = XAP_ERROR_FAILED;
