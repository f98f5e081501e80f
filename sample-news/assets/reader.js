// Draws a story that the page itself does not hold: fetches it as data and builds the article from it.
(async () => {
  const app = document.getElementById('app');
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const answer = await fetch(app.dataset.story, { headers: { accept: 'application/json' } });
  const story = await answer.json();
  document.title = `${story.title} - ${story.site}`;

  const article = make('article', 'story');
  const header = make('header');
  header.append(make('p', 'kicker', story.section), make('h1', '', story.title));
  header.append(make('p', 'standfirst', story.summary));
  const byline = make('p', 'byline', 'By ');
  const time = make('time', 'published', story.shownDate);
  time.dateTime = story.date;
  byline.append(make('span', 'author-name', story.author), ' · ', time);
  header.append(byline);

  const body = make('div', 'story-body');
  body.innerHTML = story.html;

  const related = make('section', 'related');
  const list = make('ul', 'cards');
  for (const { href, title } of story.related) {
    const link = make('a', '', title);
    link.href = href;
    const item = make('li', 'card');
    item.append(link);
    list.append(item);
  }
  related.append(make('h2', '', 'Related stories'), list);

  article.append(header, body);
  app.append(article, related);
})();
