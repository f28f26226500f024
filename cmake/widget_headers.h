// Precompiled for the sources that draw (see standard_headers.h).
#pragma once

#include "standard_headers.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QFontMetricsF>
#include <QImage>
#include <QKeyEvent>
#include <QLabel>
#include <QMainWindow>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QTableWidget>
#include <QToolButton>
#include <QWidget>
