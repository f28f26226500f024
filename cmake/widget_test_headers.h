// Precompiled for the tests of what draws (see standard_headers.h).
#pragma once

#include "test_headers.h"
#include "widget_headers.h"
