# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of the offprint command for bash.

_offprint ()
{
  local cur prev words cword
  _init_completion || return

  local database='-d --database --json -h --help'
  declare -A options=(
    [extract]='--json --text -h --help'
    [index]='-d --database -j --jobs --full -h --help'
    [search]='-d --database -n --limit --offset --sort --no-fold --format --json -h --help'
    [status]=$database [check]=$database [compact]=$database
  )
  local fields='title: author: publisher: agency: section: place: tag: description: site: lang: type: ext: url: dir: file:
    published: saved: modified: after: before:'

  if [[ $cword -eq 1 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "${!options[*]} help --help --version" -- "$cur")
    return
  fi
  case $prev in
    -d|--database) _filedir -d; return ;;
    --sort) mapfile -t COMPREPLY < <(compgen -W 'relevance published saved' -- "$cur"); return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W 'text json tsv rofi' -- "$cur"); return ;;
    -n|--limit|--offset|-j|--jobs) return ;;
  esac
  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "${options[${words[1]}]-}" -- "$cur")
    return
  fi
  case ${words[1]} in
    extract|index) _filedir ;;
    search)
      mapfile -t COMPREPLY < <(compgen -W "$fields" -- "$cur")
      compopt -o nospace
      ;;
  esac
}

complete -F _offprint offprint
