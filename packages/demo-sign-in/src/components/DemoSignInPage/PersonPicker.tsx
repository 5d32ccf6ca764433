import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Card from '@material-ui/core/Card';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { FormEvent, useState } from 'react';
import { DemoPerson, DemoTeam } from '../../api/demoApi';
import { demoSignInTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  search: {
    width: '100%',
    maxWidth: 420,
    margin: theme.spacing(2, 0),
    // The secondary colour has too little contrast outside a card.
    '& label': { color: theme.palette.text.primary },
  },
  teams: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
    alignItems: 'start',
  },
  heading: { padding: theme.spacing(2, 2, 1) },
  people: { listStyle: 'none', margin: 0, padding: theme.spacing(0, 0, 1) },
  person: {
    width: '100%',
    minHeight: 48,
    padding: theme.spacing(0.75, 2),
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    textAlign: 'left',
    '&:hover': { backgroundColor: theme.palette.action.hover },
  },
  focused: {
    outline: `2px solid ${theme.palette.primary.main}`,
    outlineOffset: -2,
  },
}));

function matching(teams: DemoTeam[], query: string): DemoTeam[] {
  const words = query.trim().toLocaleLowerCase('en-US').split(/\s+/);
  return teams
    .map(team => ({
      ...team,
      people: team.people.filter(({ displayName, role }) => {
        const text = `${displayName} ${role} ${team.title}`;
        const lower = text.toLocaleLowerCase('en-US');
        return words.every(word => lower.includes(word));
      }),
    }))
    .filter(({ people }) => people.length > 0);
}

/** Everybody one can sign in as, team by team; Enter picks a single match. */
export function PersonPicker(props: {
  teams: DemoTeam[];
  onPick(person: DemoPerson): void;
}) {
  const { teams, onPick } = props;
  const { t } = useTranslationRef(demoSignInTranslationRef);
  const classes = useStyles();
  const [query, setQuery] = useState('');
  const found = matching(teams, query);
  const pickSingle = (event: FormEvent) => {
    event.preventDefault();
    const people = found.flatMap(team => team.people);
    if (people.length === 1) onPick(people[0]);
  };
  return (
    <>
      <form role="search" onSubmit={pickSingle}>
        <TextField
          id="demo-person-search"
          className={classes.search}
          type="search"
          variant="outlined"
          size="small"
          label={t('picker.search')}
          value={query}
          onChange={event => setQuery(event.target.value)}
        />
      </form>
      <div role="status">
        {found.length === 0 && (
          <Typography>{t('picker.none', { query })}</Typography>
        )}
      </div>
      <div className={classes.teams}>
        {found.map(team => (
          <Card
            key={team.name}
            component="section"
            aria-labelledby={`demo-team-${team.name}`}
          >
            <Typography
              id={`demo-team-${team.name}`}
              className={classes.heading}
              variant="h6"
              component="h2"
            >
              {team.title}
            </Typography>
            <ul className={classes.people}>
              {team.people.map(person => (
                <li key={person.name}>
                  <ButtonBase
                    className={classes.person}
                    focusVisibleClassName={classes.focused}
                    onClick={() => onPick(person)}
                  >
                    <Typography component="span">
                      {person.displayName}
                    </Typography>
                    <Typography
                      component="span"
                      variant="body2"
                      color="textSecondary"
                    >
                      {person.role}
                    </Typography>
                  </ButtonBase>
                </li>
              ))}
            </ul>
          </Card>
        ))}
      </div>
    </>
  );
}
