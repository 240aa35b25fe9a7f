# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of the offprint command for bash.

_offprint ()
{
  local cur prev words cword
  _init_completion || return

  local database='-d --database --json -h --help'
  declare -A options=(
    [extract]='--json --html --text -h --help'
    [index]='-d --database -j --jobs --full -h --help'
    [watch]='-d --database -h --help'
    [search]='-d --database -n --limit --offset --sort --no-fold --no-expand --no-recency --time-limit --format --json --null -h --help'
    [complete]='-d --database -n --limit --offset --sort --no-fold --no-recency --time-limit --format --json --null -h --help'
    [similar]='-d --database -n --limit --member --format --json --null -h --help'
    [facets]='-d --database --no-fold --time-limit --json -h --help'
    [add]='-h --help' [remove]='-h --help' [folders]='--json -h --help' [recoll]='--config --route -d --database -h --help'
    [save-search]='--remove -h --help' [saved-searches]='--json -h --help'
    [tag]='-a --add -r --remove -c --comment --json -h --help'
    [pause]='-h --help' [resume]='-h --help'
    [status]=$database [check]=$database [compact]=$database
  )
  local fields='title: author: publisher: agency: section: place: tag: comment: description: site: lang: type: ext: url: dir: file:
    published: saved: modified: after: before:'

  if [[ $cword -eq 1 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "${!options[*]} help --help --version" -- "$cur")
    return
  fi
  case $prev in
    -d|--database) _filedir; return ;;
    --config) _filedir -d; return ;;
    --route) mapfile -t COMPREPLY < <(compgen -W 'handler index both' -- "$cur"); return ;;
    --sort) mapfile -t COMPREPLY < <(compgen -W 'relevance published saved' -- "$cur"); return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W 'text jsonl tsv rofi' -- "$cur"); return ;;
    -n|--limit|--offset|--time-limit|-j|--jobs|--member|-a|--add|-r|-c|--comment) return ;;
    --remove) [[ ${words[1]} == tag ]] && return ;;
  esac
  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "${options[${words[1]}]-}" -- "$cur")
    return
  fi
  case ${words[1]} in
    extract|index|watch|similar|tag) _filedir ;;
    add|remove) _filedir -d ;;
    recoll) mapfile -t COMPREPLY < <(compgen -W 'enable disable status' -- "$cur") ;;
    search|complete|facets|save-search)
      mapfile -t COMPREPLY < <(compgen -W "$fields" -- "$cur")
      compopt -o nospace
      ;;
  esac
}

complete -F _offprint offprint
