// Precompiled for the tests (see standard_headers.h).
#pragma once

#include "standard_headers.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <random>
