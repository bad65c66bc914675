// usage COMMAND ARGUMENTS: runs the command and adds a line to its standard error: CPU time in s, time on the wall in s, and
// the most memory it held in KiB. It is small on purpose: a process inherits the maximum of the one that started it.
#include <chrono>
#include <cstdio>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(const timeval& time) { return time.tv_sec + time.tv_usec * 1e-6; }

int main(int, char** command) {
  const auto began = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    execvp(command[1], command + 1);
    _exit(127);
  }
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
  fprintf(stderr, "%.6f %.6f %ld\n", seconds(used.ru_utime) + seconds(used.ru_stime), wall.count(), used.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
