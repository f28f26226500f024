// Every builder function of core/graph/ops in one place, for models.
#pragma once

#include "core/graph/ops/arithmetic.h"
#include "core/graph/ops/attention.h"
#include "core/graph/ops/experts.h"
#include "core/graph/ops/fixed_point.h"
#include "core/graph/ops/layout.h"
#include "core/graph/ops/linear.h"
#include "core/graph/ops/normalisation.h"
#include "core/graph/ops/recurrent.h"
#include "core/graph/ops/rotary.h"
