/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nautilus, Nemo and Caja are relatives: the same interfaces under other names. Thunar resembles them. Code that is
 * compiled once for each of them includes this. */
#pragma once

#if defined(OFFPRINT_HOST_NAUTILUS)
#include "hosts/family/names-nautilus.h"
#elif defined(OFFPRINT_HOST_NEMO)
#include "hosts/family/names-nemo.h"
#elif defined(OFFPRINT_HOST_CAJA)
#include "hosts/family/names-caja.h"
#elif defined(OFFPRINT_HOST_THUNAR)
#include "hosts/family/names-thunar.h"
#else
#error "OFFPRINT_HOST_NAUTILUS, _NEMO, _CAJA or _THUNAR has to be defined"
#endif
