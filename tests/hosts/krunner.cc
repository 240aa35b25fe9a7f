// SPDX-License-Identifier: GPL-2.0-or-later
// What KRunner's own library finds by our runner and does with it: krunner QUERY [ACTION|default]. Prints a line of
// JSON a match; with an action, runs it on the best match. The library reads our plugin file, and starts the daemon
// over the bus.
#include <KPluginMetaData>
#include <KRunner/AbstractRunner>
#include <KRunner/QueryMatch>
#include <KRunner/RunnerManager>

#include <QAction>
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <cstdlib>

static const int TIMEOUT_MS = 120000;

static QJsonObject describe (Plasma::RunnerManager &manager, const Plasma::QueryMatch &match)
{
  QJsonArray actions, urls;
  const auto list = manager.actionsForMatch (match);
  for (const QAction *action : list)
    actions.append (action->text ());
  const auto addresses = match.urls ();
  for (const QUrl &url : addresses)
    urls.append (url.toString ());
  return QJsonObject{
    { "text", match.text () },         { "subtext", match.subtext () },     { "type", match.type () },
    { "relevance", match.relevance () }, { "category", match.matchCategory () }, { "multiline", match.isMultiLine () },
    { "icon", match.iconName () },     { "actions", actions },               { "urls", urls },
  };
}

static bool run (Plasma::RunnerManager &manager, Plasma::QueryMatch match, const QString &wanted)
{
  if (wanted == QLatin1String ("default"))
    return manager.runMatch (match), true;
  const auto actions = manager.actionsForMatch (match);
  for (QAction *action : actions)
    if (action->text () == wanted)
      {
        match.setSelectedAction (action);
        return manager.runMatch (match), true;
      }
  return false;
}

int main (int argc, char **argv)
{
  QGuiApplication application (argc, argv);
  const QStringList arguments = application.arguments ();
  Plasma::RunnerManager manager;
  QTextStream out (stdout);
  const auto runners = Plasma::RunnerManager::runnerMetaDataList ();
  const auto ours = std::find_if (runners.begin (), runners.end (), [] (const KPluginMetaData &one) {
    return one.pluginId () == QLatin1String ("org.offprint.Offprint");
  });
  if (ours == runners.end ())
    {
      out << "the library does not know our runner" << Qt::endl;
      return 3;
    }
  manager.loadRunner (*ours);
  QObject::connect (&manager, &Plasma::RunnerManager::queryFinished, &application, [&] {
    const auto matches = manager.matches ();
    for (const Plasma::QueryMatch &match : matches)
      out << QJsonDocument (describe (manager, match)).toJson (QJsonDocument::Compact) << Qt::endl;
    if (arguments.size () > 2 && (matches.isEmpty () || !run (manager, matches.first (), arguments[2])))
      out << "no such action" << Qt::endl;
    QTimer::singleShot (0, &application, &QCoreApplication::quit);
  });
  QTimer::singleShot (TIMEOUT_MS, &application, [] { QCoreApplication::exit (2); });
  // The runner waits for our configuration before it takes questions.
  manager.setupMatchSession ();
  const Plasma::AbstractRunner *runner = manager.runner (ours->pluginId ());
  const auto ask = [&] { manager.launchQuery (arguments.value (1)); };
  if (runner->isMatchingSuspended ())
    QObject::connect (runner, &Plasma::AbstractRunner::matchingSuspended, &application, [&] (bool suspended) {
      if (!suspended)
        ask ();
    });
  else
    ask ();
  const int status = application.exec ();
  // What was sent before has gone out when the bus has answered. Threads of the library may still be at work, and its
  // destructors do not wait for them: they are left out.
  QDBusConnection::sessionBus ().interface ()->isServiceRegistered (QStringLiteral ("org.offprint.Offprint"));
  out.flush ();
  std::_Exit (status);
}
