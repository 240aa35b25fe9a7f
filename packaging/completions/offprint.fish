# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of the offprint command for fish.

set -l commands extract index watch search complete similar facets status check compact add remove folders pause resume
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -f
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -l help -s h -d "Show help"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -l version -d "Show the version"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a extract -d "Show what is in saved articles"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a index -d "Bring the index up to date"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a search -d "Find articles"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a status -d "Show what the index holds"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a check -d "Check the index for damage"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a compact -d "Make the index small"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a watch -d "Index, then follow changes"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a complete -d "Find articles while typing"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a similar -d "Find articles like another one"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a facets -d "Count what articles have in common"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a add -d "Have the daemon follow a folder"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a remove -d "Have a folder followed no longer"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a folders -d "List the folders that are followed"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a pause -d "Have the daemon leave its work"
complete -c offprint -n "not __fish_seen_subcommand_from $commands" -a resume -d "Have the daemon go on"

complete -c offprint -n "__fish_seen_subcommand_from $commands" -l help -s h -d "Show help"
complete -c offprint -n "__fish_seen_subcommand_from index watch search complete similar facets status check compact" -l database -s d -x -a "(__fish_complete_directories)" -d "Directory of the index"
complete -c offprint -n "__fish_seen_subcommand_from extract search complete similar facets status check compact folders" -l json -d "JSON"
complete -c offprint -n "__fish_seen_subcommand_from extract" -l text -d "Fields, then the text"
complete -c offprint -n "__fish_seen_subcommand_from index" -l jobs -s j -x -d "Files read at once"
complete -c offprint -n "__fish_seen_subcommand_from index" -l full -d "Read all files again"
complete -c offprint -n "__fish_seen_subcommand_from search complete facets add remove folders pause resume" -f
complete -c offprint -n "__fish_seen_subcommand_from search complete similar" -l limit -s n -x -d "At most so many articles"
complete -c offprint -n "__fish_seen_subcommand_from search complete" -l offset -x -d "Leave out the first"
complete -c offprint -n "__fish_seen_subcommand_from search complete" -l sort -x -a "relevance published saved" -d "Order"
complete -c offprint -n "__fish_seen_subcommand_from search complete" -l no-fold -d "Show each copy"
complete -c offprint -n "__fish_seen_subcommand_from search complete" -l no-recency -d "Do not prefer later articles"
complete -c offprint -n "__fish_seen_subcommand_from search" -l no-expand -d "Rank by the words of the query alone"
complete -c offprint -n "__fish_seen_subcommand_from search complete similar" -l format -x -a "text json tsv rofi" -d "Form of the output"
complete -c offprint -n "__fish_seen_subcommand_from add remove" -x -a "(__fish_complete_directories)"
complete -c offprint -n "__fish_seen_subcommand_from similar" -l member -x -d "Article inside the file"
