/**
 * The elements of SCORM's run-time data: who may read and write each, of what type.
 *
 * SCORM 1.2 RTE 3.4.4 (table 3.4.4a); SCORM 2004 4th Edition, RTE 4.2. `n` stands for an index.
 * "rw" read and write, "r" read only, "w" write only for the package.
 *
 * @typedef {{access: "r" | "w" | "rw", type: string, initial?: string}} Element
 * @typedef {Readonly<Record<string, Element>>} Model
 */

/** @type {(type: string, initial?: string) => Element} */
const rw = (type, initial) => ({ access: 'rw', type, ...(initial !== undefined && { initial }) })
/** @type {(initial?: string) => Element} */
const r = (initial) => ({ access: 'r', type: 'never', ...(initial !== undefined && { initial }) })
/** @type {(type: string) => Element} */
const w = (type) => ({ access: 'w', type })

/** In 1.2 an element without a value is read as "". @type {Model} */
export const model12 = {
  'cmi.core.student_id': r(''),
  'cmi.core.student_name': r(''),
  'cmi.core.lesson_location': rw('string', ''),
  'cmi.core.credit': r('credit'),
  'cmi.core.lesson_status': rw('status', 'not attempted'),
  'cmi.core.entry': r(''),
  'cmi.core.score.raw': rw('score', ''),
  'cmi.core.score.min': rw('score', ''),
  'cmi.core.score.max': rw('score', ''),
  'cmi.core.total_time': r('0000:00:00.00'),
  'cmi.core.lesson_mode': r('normal'),
  'cmi.core.exit': w('exit'),
  'cmi.core.session_time': w('timespan'),
  'cmi.suspend_data': rw('text', ''),
  'cmi.launch_data': r(''),
  'cmi.comments': rw('text', ''),
  'cmi.comments_from_lms': r(''),
  'cmi.objectives.n.id': rw('identifier', ''),
  'cmi.objectives.n.score.raw': rw('score', ''),
  'cmi.objectives.n.score.min': rw('score', ''),
  'cmi.objectives.n.score.max': rw('score', ''),
  'cmi.objectives.n.status': rw('objectiveStatus', ''),
  'cmi.student_data.mastery_score': r(''),
  'cmi.student_data.max_time_allowed': r(''),
  'cmi.student_data.time_limit_action': r(''),
  'cmi.student_preference.audio': rw('audio', '0'),
  'cmi.student_preference.language': rw('string', ''),
  'cmi.student_preference.speed': rw('speed', '0'),
  'cmi.student_preference.text': rw('textChoice', '0'),
  'cmi.interactions.n.id': w('identifier'),
  'cmi.interactions.n.objectives.n.id': w('identifier'),
  'cmi.interactions.n.time': w('time'),
  'cmi.interactions.n.type': w('interaction'),
  'cmi.interactions.n.correct_responses.n.pattern': w('response'),
  'cmi.interactions.n.weighting': w('decimal'),
  'cmi.interactions.n.student_response': w('response'),
  'cmi.interactions.n.result': w('result'),
  'cmi.interactions.n.latency': w('timespan')
}

/** In 2004 reading an element without a value is error 403. @type {Model} */
export const model2004 = {
  'cmi.comments_from_learner.n.comment': rw('comment'),
  'cmi.comments_from_learner.n.location': rw('description'),
  'cmi.comments_from_learner.n.timestamp': rw('timestamp'),
  'cmi.comments_from_lms.n.comment': r(),
  'cmi.comments_from_lms.n.location': r(),
  'cmi.comments_from_lms.n.timestamp': r(),
  'cmi.completion_status': rw('completion', 'unknown'),
  'cmi.completion_threshold': r(),
  'cmi.credit': r('credit'),
  'cmi.entry': r(''),
  'cmi.exit': w('exit'),
  'cmi.interactions.n.id': rw('identifier'),
  'cmi.interactions.n.type': rw('interaction'),
  'cmi.interactions.n.objectives.n.id': rw('identifier'),
  'cmi.interactions.n.timestamp': rw('timestamp'),
  'cmi.interactions.n.correct_responses.n.pattern': rw('response'),
  'cmi.interactions.n.weighting': rw('decimal'),
  'cmi.interactions.n.learner_response': rw('response'),
  'cmi.interactions.n.result': rw('result'),
  'cmi.interactions.n.latency': rw('duration'),
  'cmi.interactions.n.description': rw('description'),
  'cmi.launch_data': r(),
  'cmi.learner_id': r(),
  'cmi.learner_name': r(),
  'cmi.learner_preference.audio_level': rw('positive', '1'),
  'cmi.learner_preference.language': rw('language', ''),
  'cmi.learner_preference.delivery_speed': rw('positive', '1'),
  'cmi.learner_preference.audio_captioning': rw('captioning', '0'),
  'cmi.location': rw('location'),
  'cmi.max_time_allowed': r(),
  'cmi.mode': r('normal'),
  'cmi.objectives.n.id': rw('identifier'),
  'cmi.objectives.n.score.scaled': rw('scaled'),
  'cmi.objectives.n.score.raw': rw('decimal'),
  'cmi.objectives.n.score.min': rw('decimal'),
  'cmi.objectives.n.score.max': rw('decimal'),
  'cmi.objectives.n.success_status': rw('success', 'unknown'),
  'cmi.objectives.n.completion_status': rw('completion', 'unknown'),
  'cmi.objectives.n.progress_measure': rw('fraction'),
  'cmi.objectives.n.description': rw('description'),
  'cmi.progress_measure': rw('fraction'),
  'cmi.scaled_passing_score': r(),
  'cmi.score.scaled': rw('scaled'),
  'cmi.score.raw': rw('decimal'),
  'cmi.score.min': rw('decimal'),
  'cmi.score.max': rw('decimal'),
  'cmi.session_time': w('duration'),
  'cmi.success_status': rw('success', 'unknown'),
  'cmi.suspend_data': rw('suspendData'),
  'cmi.time_limit_action': r('continue,no message'),
  'cmi.total_time': r('PT0H0M0S'),
  'adl.nav.request': rw('navigation', '_none_'),
  'adl.nav.request_valid.continue': r('unknown'),
  'adl.nav.request_valid.previous': r('unknown')
}
