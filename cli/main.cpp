#include "cli/commands.h"

int main(int argc, char** argv) { return reeve::cli::run(argc, argv); }
